using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Trace.Index;

/// <summary>The facts of an event that have a column of their own.</summary>
/// <param name="Place">Environment, <c>project/repository</c> or <c>console</c>.</param>
/// <param name="Code">Name of the refusal code or end reason.</param>
/// <param name="BytesOut">Bytes that went out to the person.</param>
/// <param name="Summary">One line for people.</param>
internal readonly record struct EventFacts(string? Place, string? Code, long? BytesOut, string Summary)
{
    public static EventFacts Of(AuditEvent e) => e switch
    {
        GatewayStarted x => Said($"version {x.Version} on {x.Runtime}"),
        GatewayStopped x => Said($"after {x.UptimeSeconds} s"),
        TraceRecovered x => new(null, x.Cause.ToString(), null, $"{x.Lost} events lost, down for {x.DownMilliseconds} ms, {x.TornBytes} bytes set aside"),
        SignInSucceeded x => Said($"by {x.Method}"),
        SignInRefused x => new(null, x.Code.ToString(), null, $"{x.Login}: {x.Reason}"),
        SignInEnded x => new(null, x.Reason.ToString(), null, x.SignIn),
        SignInLockedOut x => Said($"{x.Login} after {x.Failures} failures, until {x.Until:u}"),
        MfaEnrolled x => Said($"{x.Method} {x.Name}".TrimEnd()),
        MfaRemoved x => Said($"{x.Method} {x.Name} of {x.For}"),
        PasskeyRenamed x => Said($"{x.From} is {x.To}"),
        PasskeyCounterFell x => Said($"{x.Passkey} of {x.Login}: {x.Shown} where {x.Known} were known"),
        MfaVerified x => Said(x.Method),
        MfaRefused x => new(null, x.Code.ToString(), null, $"{x.Method}: {x.Reason}"),
        RecoveryUsed x => Said($"{x.Remaining} codes left"),
        ResetAsked x => Said($"for {x.Login}{(x.KnowsPassword ? ", with the password" : "")}"),
        ResetStarted x => Said($"for {x.Login}{(x.Asked ? ", who asked" : "")}: {x.Reason}"),
        ResetConsented x => Said($"for {x.Login}, started by {x.StartedBy}"),
        ResetRefused x => Said($"for {x.Login}: {x.Reason}"),
        InvitationIssued x => Said($"for {x.Login} until {x.Expires:u}"),
        InvitationAccepted x => Said($"by {x.Login}"),
        ProviderLinked x => Said($"{x.Subject} of {x.Provider} is {x.Login}"),
        SessionOpened x => new(x.Place, null, null, $"{x.Login} permitted by {Joined(x.Policies)} {string.Join("; ", x.Circumstances.Take(16))}".TrimEnd()),
        SessionWarned x => Said(x.Text),
        SessionEnded x => new(x.Place, x.Reason.ToString(), x.BytesOut, x.Explanation),
        StreamOpened x => new(x.Place, null, null, $"{x.Kind} {x.Action} {x.Resource} {x.Path} {x.Asked} permitted by {Joined(x.Policies)}"),
        StreamEnded x => new(null, x.Reason.ToString(), x.BytesOut, $"{x.Kind} after {x.DurationMilliseconds} ms{(x.ExitStatus is { } status ? $", exit status {status}" : "")}{(x.Ide is { } ide ? $", VS Code {ide}" : "")}"),
        FileTransferred x => new(x.Place, x.IsWhole ? null : "Partial", x.Outwards ? x.Bytes : null, $"{(x.Outwards ? "out" : "in")} {x.Path} {x.Sha256}"),
        TerminalFiltered x => new(null, x.Kind, null, $"{x.Count} removed, {x.Octets} octets: {x.Excerpt}"),
        RemoteIdeRecognised x => Said($"{x.Product} {x.Commit}"),
        RecordingEnded x => new(null, x.IsWhole ? null : "Partial", null, $"{x.Recording} {x.Bytes} octets {x.Sha256}"),
        RecordingRead x => Said(x.Recording),
        SshTargetChecked x => new(x.Environment, null, null, $"{x.Outcome} {x.HostKey}"),
        RequestForwarded x => new(x.Place, null, x.BytesOut, $"{x.Method} {x.Path} {x.Status}"),
        AccessRefused x => new(x.Place, x.Code.ToString(), null, $"{x.Room}: {x.Reason} {x.Action} {x.Resource} {x.Method} {x.Path} {Joined(x.Policies)}"),
        GitPushed x => new(x.Repository, x.Accepted ? null : "Refused", null, $"{string.Join(' ', x.Refs.Take(16).Select(change => change.Name))} {x.Reason}"),
        GitFetched x => new(x.Repository, null, x.BytesOut, $"to {x.Origin}"),
        EgressExceeded x => new(x.Place, null, x.Used, $"{x.Used} of {x.Budget} bytes for the {x.Scope}"),
        CatalogEdited x => Said($"version {x.Version}: {string.Join(", ", x.Edits.Take(16).Select(edit => $"{edit.Kind} {edit.Name} {edit.Verb}"))}"),
        LastHolderMet x => new(null, x.Kept ? "Kept" : "Left", null, $"{x.Login}, the last who holds {x.Role}"),
        DirectoryWritten x => new(null, x.Reason is null ? null : "Refused", null, $"{x.Method} {x.Resource} {x.Status} by {x.Credential} {x.Reason}"),
        ReminderSent x => new(null, x.Taken ? null : "Failed", null, $"{x.Occasion} {x.Document} of {x.For}, try {x.Attempt}: {x.Answer}"),
        DocumentSigned x => Said($"{x.Login} {x.Document} {x.Version} {x.Sha256}"),
        PolicySaved x => Said($"version {x.Version} by {x.Author}, {x.TestsPassed} tests passed"),
        PolicyDrafted x => Said($"draft {x.Draft} of {x.Author} on version {x.Base}{(x.Voided is { } gone ? $", no longer {gone}" : "")}"),
        PolicySubmitted x => Said($"draft {x.Draft} of {x.Author}: {x.Summary}"),
        PolicyApproved x => Said($"draft {x.Draft} of {x.Author}: {x.Reason}"),
        PolicyRejected x => Said($"draft {x.Draft} of {x.Author}: {x.Reason}"),
        PolicyWithdrawn x => Said($"draft {x.Draft} of {x.Author}: {x.Reason}"),
        PolicyScheduled x => Said($"draft {x.Draft} of {x.Author}, approved by {x.Approver}, for {x.At:u}"),
        PolicyActivated x => Said($"version {x.Version} after {x.Base}, draft {x.Draft} of {x.Author}, approved by {x.Approver}"),
        PolicyActivationFailed x => Said($"draft {x.Draft} of {x.Author}, due {x.ScheduledFor:u}: {Joined(x.Faults)}"),
        PolicyRolledBack x => Said($"version {x.Version} says again what {x.To} said{(x.Emergency ? ", in an emergency" : "")}: {x.Reason}"),
        PolicyUnreadable x => Said($"version {x.Version} does not load, {(x.Served is { } served ? $"{served} is served" : "nothing is permitted")}: {Joined(x.Faults)}"),
        CredentialIssued x => Said($"{x.Kind} for {x.For}"),
        CredentialRenewed x => Said($"{x.Kind} for {x.For}, until {x.Expires:u}"),
        CredentialReused x => new(
            x.For, "Copied", null,
            $"{x.Kind} for {x.For}, which was replaced at {x.ReplacedAt:u}{(x.LeftOut > 0 ? $"; {x.LeftOut} times more since this was last said" : "")}"),
        CredentialRevoked x => Said($"{x.Kind} for {x.For}: {x.Reason}"),
        ConnectorConnected x => new(x.Environment, null, null, $"by {x.Key}"),
        ConnectorDisconnected x => new(x.Environment, null, null, $"after {x.DurationMilliseconds} ms: {x.Reason}"),
        TraceRead x => Said($"{x.What} {x.Filter}"),
        TraceExported x => Said($"{x.What} as {x.Format} {x.Filter}"),
        OperatorApplied x => Said($"version {x.Version}, {x.Changes} changes from {Joined(x.Files)}"),
        _ => throw new InvalidOperationException($"{e.GetType().Name} has no facts."),
    };

    private static EventFacts Said(string summary) => new(null, null, null, summary);

    private static string Joined(IReadOnlyList<string> items) => string.Join(", ", items.Take(16));
}
