namespace RemoteDev.Gateway.Console.Access;

/// <summary>The administrative actions of the vocabulary, as policy spells them. They are judged on <c>RemoteDev::Gateway::"gateway"</c>.</summary>
internal static class ConsoleAction
{
    public const string ManagePeople = "managePeople";
    public const string ManageCatalog = "manageCatalog";
    public const string EditPolicy = "editPolicy";
    public const string ApprovePolicy = "approvePolicy";
    public const string WatchSession = "watchSession";
    public const string EndSession = "endSession";
    public const string ReadTrace = "readTrace";
    public const string ExportEvidence = "exportEvidence";

    public static readonly string[] All = [ManagePeople, ManageCatalog, EditPolicy, ApprovePolicy, WatchSession, EndSession, ReadTrace, ExportEvidence];
}
