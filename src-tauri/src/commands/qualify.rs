//! Scores, signals, offers and ideal customers.

use sales_app::qualify::{
    CalibrationView, Described, DescriptionView, EditDescription, ExplanationView, FormerScoreView, GradesView, Icp,
    InboxView, JudgeSignals, ListInbox, MovedView, NewSignalInput, NotableSignal, NoteOutcomes, NoticeOf, NoticeView,
    Offer, OutcomeView, OutcomesNoted, ReadTextView, RemoveOutcomes, ReturnToVersion, SaveNotice, ScoreSince,
    ScoreView, SetScore, SignalView, TriedView,
    documents::DocumentInput,
    model::{ModelReadView, ModelRequestView, ModelSetup, ModelTestView, ModelTextsView, ModelView, PreparedView},
    signals_notable,
};

commands! {
    prospect_explain(id: String) -> ExplanationView = move |app| app.explain(&id, None, app.text());
    score_history(prospect: String) -> Vec<FormerScoreView> = move |app| app.score_history(&prospect);
    score_moved(input: ScoreSince) -> MovedView = move |app| app.score_moved_since(&input, app.text());
    notice_show(input: NoticeOf) -> NoticeView = move |app| app.notice(&input);
    notice_save(input: SaveNotice) -> NoticeView = move |app| app.notice_save(&input);
    responsible_show() -> Option<String> = |app| app.responsible_show();
    responsible_set(text: String) -> () = move |app| app.responsible_set(&text);
    score_set(input: SetScore) -> ScoreView = move |app| app.score_set(&input);
    score_unset(prospect: String) -> ScoreView = move |app| app.score_unset(&prospect);
    outcomes_note(input: NoteOutcomes) -> OutcomesNoted = move |app| app.outcomes_note(&input);
    outcomes_remove(input: RemoveOutcomes) -> OutcomesNoted = move |app| app.outcomes_remove(&input);
    outcomes_list(prospect: String) -> Vec<OutcomeView> = move |app| app.outcomes_list(&prospect);
    calibration_show() -> CalibrationView = |app| app.calibrate();
    prospects_qualify() -> GradesView = |app| app.qualify_all(None);
    signals_catalogue() -> Vec<NotableSignal> = |_| Ok(signals_notable());
    signals_list(prospect: String) -> Vec<SignalView> = move |app| app.signals_list(&prospect);
    signals_inbox(input: ListInbox) -> InboxView = move |app| app.signals_inbox(&input);
    signals_judge(input: JudgeSignals) -> u32 = move |app| app.signals_judge(&input);
    document_read(input: DocumentInput) -> ReadTextView = move |app| app.document_read(&input);
    document_prepare(input: DocumentInput) -> PreparedView = move |app| app.document_prepare(&input);
    document_ask(id: String) -> ModelReadView = move |app| app.document_ask(&id);
    model_show() -> ModelView = |app| app.model_show();
    model_set(input: ModelSetup) -> ModelView = move |app| app.model_set(&input);
    model_off() -> ModelView = |app| app.model_off();
    model_test() -> ModelTestView = |app| app.model_test();
    model_requests_list() -> Vec<ModelRequestView> = |app| app.model_requests_list();
    model_request_show(id: String) -> ModelTextsView = move |app| app.model_request_show(&id);
    model_requests_forget() -> () = |app| app.model_requests_forget();
    signal_accept(id: String) -> SignalView = move |app| app.signal_accept(&id);
    signal_reject(id: String) -> SignalView = move |app| app.signal_reject(&id);
    signal_add(input: NewSignalInput) -> SignalView = move |app| app.signal_add(&input);
    offers_list() -> Vec<DescriptionView> = |app| app.described_list::<Offer>();
    offer_show(id: String) -> Described<Offer> = move |app| app.described_show::<Offer>(&id);
    offer_save(input: EditDescription) -> DescriptionView = move |app| app.described_save::<Offer>(&input);
    offer_try(input: EditDescription) -> TriedView = move |app| app.described_try::<Offer>(&input);
    offer_return(input: ReturnToVersion) -> DescriptionView =
        move |app| app.described_return::<Offer>(&input.id, input.version);
    offer_remove(id: String) -> () = move |app| app.described_remove::<Offer>(&id);
    icps_list() -> Vec<DescriptionView> = |app| app.described_list::<Icp>();
    icp_show(id: String) -> Described<Icp> = move |app| app.described_show::<Icp>(&id);
    icp_save(input: EditDescription) -> DescriptionView = move |app| app.described_save::<Icp>(&input);
    icp_try(input: EditDescription) -> TriedView = move |app| app.described_try::<Icp>(&input);
    icp_return(input: ReturnToVersion) -> DescriptionView =
        move |app| app.described_return::<Icp>(&input.id, input.version);
    icp_remove(id: String) -> () = move |app| app.described_remove::<Icp>(&id);
}
