using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>What git is told when no policy said it, in the same words by HTTP and by SSH.</summary>
internal static class GitRefusals
{
    public static readonly Refusal NoRepository = new(
        RefusalCode.Unknown, "There is no repository here of that name, or none that you may know of.");

    public static readonly Refusal SmartOnly = new(
        RefusalCode.NotContained,
        "This way of reading a repository is not offered: plain files, archives and large-file storage do not pass the gateway. Use git clone, fetch and push.");

    public static readonly Refusal NoTrace = new(
        RefusalCode.TraceUnavailable, "The gateway cannot write its trace at the moment, so nothing may be moved. An administrator has to look at it.");

    public static readonly Refusal Silent = new(
        RefusalCode.UpstreamUnavailable, "The git server inside does not answer at the moment. Try again shortly.");

    /// <summary>What was sent cannot be read as a push.</summary>
    public static Refusal Malformed(string? fault) => new(RefusalCode.Malformed, fault ?? "The request is not a git push.");
}
