import { Component, type ReactNode } from "react";
import { reportFault } from "~/ipc";
import { ErrorState } from "./ErrorState";

type Props = { children: ReactNode };
type State = { error: unknown; failed: boolean };

/** Keeps the failure of one screen from taking the window down, and puts it into the log. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override componentDidCatch(fault: unknown): void {
    void reportFault(fault).then((error) => this.setState({ error }));
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorState
        error={this.state.error}
        onRetry={() => this.setState({ error: undefined, failed: false })}
      />
    );
  }
}
