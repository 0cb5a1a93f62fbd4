//! Duplicates.

use sales_app::duplicates::{
    ClusterView, DraftRecord, DuplicatesView, LikelyRecord, ListDuplicates, MergeAll, MergeAllPreview, MergeRecords,
    MergeView, MergedAll, RejectDuplicates, SearchDuplicates, SearchView, ShowDuplicates, UnmergeView,
};

commands! {
    record_like(input: DraftRecord) -> Vec<LikelyRecord> = move |app| app.record_like(&input);
    duplicates_search(input: SearchDuplicates) -> Vec<SearchView> = move |app| app.duplicates_search(&input);
    duplicates_list(input: ListDuplicates) -> DuplicatesView = move |app| app.duplicates_list(&input);
    duplicates_show(input: ShowDuplicates) -> Option<ClusterView> = move |app| app.duplicates_show(&input);
    duplicates_merge(input: MergeRecords) -> MergeView = move |app| app.duplicates_merge(&input);
    duplicates_reject(input: RejectDuplicates) -> String = move |app| app.duplicates_reject(&input);
    duplicates_unmerge(merge: String) -> UnmergeView = move |app| app.duplicates_unmerge(&merge);
    duplicates_merge_all_preview(input: MergeAll) -> MergeAllPreview =
        move |app| app.duplicates_merge_all_preview(&input);
    duplicates_merge_all(input: MergeAll) -> MergedAll = move |app| app.duplicates_merge_all(&input);
}
