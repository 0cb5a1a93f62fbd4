//! Scores, signals, offers and ideal customers.

use sales_app::qualify::{
    Described, DescriptionView, ExplanationView, FormerScoreView, GradesView, Icp, InboxView, JudgeSignals, ListInbox,
    MovedView, NewSignalInput, NotableSignal, NoticeOf, NoticeView, Offer, ReadText, ReadTextView, ReturnToVersion,
    SaveNotice, ScoreSince, ScoreView, SetScore, SignalView, TriedView, signals_notable,
};

commands! {
    prospect_explain(id: String) -> ExplanationView = move |app| app.explain(&id, None, app.text());
    score_history(prospect: String) -> Vec<FormerScoreView> = move |app| app.score_history(&prospect);
    score_moved(input: ScoreSince) -> MovedView = move |app| app.score_moved_since(&input, app.text());
    notice_show(input: NoticeOf) -> NoticeView = move |app| app.notice(&input);
    notice_save(input: SaveNotice) -> NoticeView = move |app| app.notice_save(&input);
    responsible_set(text: String) -> () = move |app| app.responsible_set(&text);
    score_set(input: SetScore) -> ScoreView = move |app| app.score_set(&input);
    score_unset(prospect: String) -> ScoreView = move |app| app.score_unset(&prospect);
    prospects_qualify() -> GradesView = |app| app.qualify_all(None);
    signals_catalogue() -> Vec<NotableSignal> = |_| Ok(signals_notable());
    signals_list(prospect: String) -> Vec<SignalView> = move |app| app.signals_list(&prospect);
    signals_inbox(input: ListInbox) -> InboxView = move |app| app.signals_inbox(&input);
    signals_judge(input: JudgeSignals) -> u32 = move |app| app.signals_judge(&input);
    signals_read(input: ReadText, text: String) -> ReadTextView =
        move |app| app.signals_read(&input, text.as_bytes());
    signal_accept(id: String) -> SignalView = move |app| app.signal_accept(&id);
    signal_reject(id: String) -> SignalView = move |app| app.signal_reject(&id);
    signal_add(input: NewSignalInput) -> SignalView = move |app| app.signal_add(&input);
    offers_list() -> Vec<DescriptionView> = |app| app.described_list::<Offer>();
    offer_show(id: String) -> Described<Offer> = move |app| app.described_show::<Offer>(&id);
    offer_save(json: String) -> DescriptionView = move |app| app.described_set::<Offer>(&json);
    offer_return(input: ReturnToVersion) -> DescriptionView =
        move |app| app.described_return::<Offer>(&input.id, input.version);
    offer_remove(id: String) -> () = move |app| app.described_remove::<Offer>(&id);
    icps_list() -> Vec<DescriptionView> = |app| app.described_list::<Icp>();
    icp_show(id: String) -> Described<Icp> = move |app| app.described_show::<Icp>(&id);
    icp_save(json: String) -> DescriptionView = move |app| app.described_set::<Icp>(&json);
    icp_try(json: String) -> TriedView = move |app| app.icp_try(&json);
    icp_return(input: ReturnToVersion) -> DescriptionView =
        move |app| app.described_return::<Icp>(&input.id, input.version);
    icp_remove(id: String) -> () = move |app| app.described_remove::<Icp>(&id);
}
