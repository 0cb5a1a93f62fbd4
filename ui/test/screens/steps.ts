/** Something a person does in a scene. */
export type Step = { press: string } | { click: string } | { fill: string; text: string };
