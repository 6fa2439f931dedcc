using RemoteDev.Gateway.Catalog.Drafts;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>Where a draft stands, in words and as a badge.</summary>
internal static class DraftWords
{
    public static string Of(DraftState state) => state switch
    {
        DraftState.Draft => "Being written",
        DraftState.Submitted => "Waits for a second person",
        DraftState.Approved => "Approved, not in force yet",
        DraftState.Scheduled => "Scheduled",
        DraftState.Active => "Came into force",
        DraftState.Rejected => "Rejected",
        DraftState.Withdrawn => "Withdrawn",
        DraftState.Failed => "Did not come into force",
        _ => "Unknown",
    };

    public static string Badge(DraftState state) => state switch
    {
        DraftState.Submitted or DraftState.Scheduled => "info",
        DraftState.Approved or DraftState.Active => "good",
        DraftState.Rejected or DraftState.Failed => "bad",
        _ => "",
    };

    /// <summary><c>Draft 4: let Acme in on Saturdays</c>.</summary>
    public static string Title(long number, string note) => note.Length == 0 ? $"Draft {number}" : $"Draft {number}: {note}";
}
