using System.Text.Json.Serialization;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// Something that happened and that a judge may want to know. The list of cases is closed (Trace/Events); free text never
/// becomes an event. Operators' logs are another thing (<c>LoggerMessage</c>).
/// </summary>
/// <remarks>
/// The names of events, properties and enum members are the trace's format: a property may be added, none is renamed or
/// given another meaning. Events are immutable: they are written by another thread than the one that made them.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(GatewayStarted), "gateway.started")]
[JsonDerivedType(typeof(GatewayStopped), "gateway.stopped")]
[JsonDerivedType(typeof(TraceRecovered), "trace.recovered")]
[JsonDerivedType(typeof(SignInSucceeded), "signin.succeeded")]
[JsonDerivedType(typeof(SignInRefused), "signin.refused")]
[JsonDerivedType(typeof(SignInEnded), "signin.ended")]
[JsonDerivedType(typeof(SignInLockedOut), "signin.lockedout")]
[JsonDerivedType(typeof(MfaEnrolled), "mfa.enrolled")]
[JsonDerivedType(typeof(MfaVerified), "mfa.verified")]
[JsonDerivedType(typeof(MfaRefused), "mfa.refused")]
[JsonDerivedType(typeof(MfaRemoved), "mfa.removed")]
[JsonDerivedType(typeof(PasskeyRenamed), "passkey.renamed")]
[JsonDerivedType(typeof(PasskeyCounterFell), "passkey.counterfell")]
[JsonDerivedType(typeof(RecoveryUsed), "recovery.used")]
[JsonDerivedType(typeof(ReminderSent), "reminder.sent")]
[JsonDerivedType(typeof(ResetAsked), "reset.asked")]
[JsonDerivedType(typeof(ResetStarted), "reset.started")]
[JsonDerivedType(typeof(ResetConsented), "reset.consented")]
[JsonDerivedType(typeof(ResetRefused), "reset.refused")]
[JsonDerivedType(typeof(InvitationIssued), "invitation.issued")]
[JsonDerivedType(typeof(InvitationAccepted), "invitation.accepted")]
[JsonDerivedType(typeof(ProviderLinked), "provider.linked")]
[JsonDerivedType(typeof(SessionOpened), "session.opened")]
[JsonDerivedType(typeof(SessionWarned), "session.warned")]
[JsonDerivedType(typeof(SessionEnded), "session.ended")]
[JsonDerivedType(typeof(StreamOpened), "stream.opened")]
[JsonDerivedType(typeof(StreamEnded), "stream.ended")]
[JsonDerivedType(typeof(FileTransferred), "file.transferred")]
[JsonDerivedType(typeof(TerminalFiltered), "terminal.filtered")]
[JsonDerivedType(typeof(RemoteIdeRecognised), "remoteide.recognised")]
[JsonDerivedType(typeof(RecordingEnded), "recording.ended")]
[JsonDerivedType(typeof(RecordingRead), "recording.read")]
[JsonDerivedType(typeof(RequestForwarded), "request.forwarded")]
[JsonDerivedType(typeof(AccessRefused), "access.refused")]
[JsonDerivedType(typeof(GitPushed), "git.pushed")]
[JsonDerivedType(typeof(GitFetched), "git.fetched")]
[JsonDerivedType(typeof(EgressExceeded), "egress.exceeded")]
[JsonDerivedType(typeof(CatalogEdited), "catalog.edited")]
[JsonDerivedType(typeof(LastHolderMet), "lastholder.met")]
[JsonDerivedType(typeof(DirectoryWritten), "directory.written")]
[JsonDerivedType(typeof(DocumentSigned), "document.signed")]
[JsonDerivedType(typeof(PolicySaved), "policy.saved")]
[JsonDerivedType(typeof(PolicyDrafted), "policy.drafted")]
[JsonDerivedType(typeof(PolicySubmitted), "policy.submitted")]
[JsonDerivedType(typeof(PolicyApproved), "policy.approved")]
[JsonDerivedType(typeof(PolicyRejected), "policy.rejected")]
[JsonDerivedType(typeof(PolicyWithdrawn), "policy.withdrawn")]
[JsonDerivedType(typeof(PolicyScheduled), "policy.scheduled")]
[JsonDerivedType(typeof(PolicyActivated), "policy.activated")]
[JsonDerivedType(typeof(PolicyActivationFailed), "policy.activationfailed")]
[JsonDerivedType(typeof(PolicyRolledBack), "policy.rolledback")]
[JsonDerivedType(typeof(PolicyUnreadable), "policy.unreadable")]
[JsonDerivedType(typeof(CredentialIssued), "credential.issued")]
[JsonDerivedType(typeof(CredentialRenewed), "credential.renewed")]
[JsonDerivedType(typeof(CredentialReused), "credential.reused")]
[JsonDerivedType(typeof(CredentialRevoked), "credential.revoked")]
[JsonDerivedType(typeof(SshTargetChecked), "sshtarget.checked")]
[JsonDerivedType(typeof(ConnectorConnected), "connector.connected")]
[JsonDerivedType(typeof(ConnectorDisconnected), "connector.disconnected")]
[JsonDerivedType(typeof(TraceRead), "trace.read")]
[JsonDerivedType(typeof(TraceExported), "trace.exported")]
[JsonDerivedType(typeof(OperatorApplied), "operator.applied")]
internal abstract record AuditEvent
{
    /// <summary>No list inside an event is longer; what is over is counted in <see cref="Omitted"/>.</summary>
    public const int MaxListLength = 1000;

    private int _omitted;

    private protected AuditEvent()
    {
    }

    /// <summary>The access session it belongs to, if any.</summary>
    [JsonPropertyOrder(-3)]
    public string? Session { get; init; }

    /// <summary>Who did it, as a canonical login, <c>operator</c>, or null when nobody was known.</summary>
    [JsonPropertyOrder(-2)]
    public string? Actor { get; init; }

    /// <summary>The address it came from, as text.</summary>
    [JsonPropertyOrder(-1)]
    public string? Source { get; init; }

    /// <summary>How many list entries were left out because a list was too long to keep; never silently.</summary>
    [JsonPropertyOrder(100)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Omitted
    {
        get => _omitted;
        init => _omitted = value;
    }

    /// <summary>Takes a list into the event: at most <see cref="MaxListLength"/> entries, the rest counted.</summary>
    private protected IReadOnlyList<T> Bounded<T>(IReadOnlyList<T> entries)
    {
        if (entries.Count <= MaxListLength)
        {
            return entries;
        }

        _omitted += entries.Count - MaxListLength;
        return [.. entries.Take(MaxListLength)];
    }
}
