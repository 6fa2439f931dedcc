using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>Makes what a machine gets that a person vouched for, each in the trace before it is anywhere else.</summary>
internal sealed class DeviceIssue(SshAuthorities authorities, AccessTokenDesk tokens, SignInEndBook ends, TraceRoom trace, TimeProvider clock)
{
    private const string CertificateKind = "ssh-certificate";

    // A shared entry has room for so much of them.
    private const int MostEnvironmentChars = 8 * 1024;

    private static readonly TokenScope Everything = TokenScope.TryMake(TokenScope.KnownActions, null, null, null, out var all)
        ? all
        : throw new InvalidOperationException("Nothing is no scope.");

    /// <summary>Why nothing can be made at this moment, or null.</summary>
    public Refusal? WhyNot(DeviceRequest request) => request.Ssh && !authorities.IsLoaded ? SshRefusals.NoAuthority : null;

    /// <summary>What was asked for, or why it is not given; then nothing was.</summary>
    public async Task<Step<DeviceIssued>> IssueAsync(DeviceRequest request, Verified by, DateTimeOffset until, IReadOnlyList<string> environments)
    {
        // Before anything is: an end at the same moment ends it.
        var madeAt = clock.GetUtcNow();
        IssuedAccessToken? token = null;
        if (request.Git)
        {
            var wanted = new NewAccessToken(NameFor(request.Machine), Everything, until) { Replaces = true };
            if (!(await tokens.IssueAsync(wanted, by, request.Source, CancellationToken.None)).Passed(out token, out var refusal))
            {
                return refusal;
            }
        }

        var grant = new DeviceGrant(by.Identified.Login, until, null, Fitting(environments), token?.Value) { TokenId = token?.Row.Id, MadeAt = madeAt };
        if (request.Key is { } key)
        {
            var traced = !by.Identified.SignIn.HasEnded && await TraceAsync(key, request, by, until);
            if (!traced || by.Identified.SignIn.HasEnded)
            {
                TakeBack(token);
                return by.Identified.SignIn.HasEnded ? FactorRefusals.SignInOver : FactorRefusals.TraceUnavailable;
            }

            grant = grant with { Certificate = authorities.IssueForPerson(key, grant.Login, by.Mfa, until).ToLine(grant.Login) };
        }

        return new DeviceIssued(grant, token);
    }

    /// <summary>Nobody can take it any more. The certificate was never shown to anybody.</summary>
    public void TakeBack(DeviceIssued issued) => TakeBack(issued.Token);

    /// <summary>Whether what was approved may still be handed out: nobody has revoked its token, and its person's sign-ins were not ended.</summary>
    /// <returns>Null when the database does not answer.</returns>
    public async ValueTask<bool?> StandsAsync(DeviceGrant grant, CancellationToken cancellationToken)
    {
        try
        {
            // A certificate has no token that could be asked for.
            return await ends.AllEndedSinceAsync(grant.Login, grant.MadeAt, cancellationToken) is not { } ended ? null
                : !ended && (grant.TokenId is not { } id || await tokens.StandsAsync(id, cancellationToken));
        }
        catch (Exception fault) when (DatabaseFault.IsOne(fault))
        {
            return null;
        }
    }

    private void TakeBack(IssuedAccessToken? token)
    {
        if (token is not null)
        {
            tokens.TakeBack(token.Row, "The approval it was made for could not be finished, and no machine got it.");
        }
    }

    private ValueTask<bool> TraceAsync(SshPublicKey key, DeviceRequest request, Verified by, DateTimeOffset until) => trace.OpenAsync(
        new CredentialIssued
        {
            Actor = by.Identified.Login,
            Source = by.Identified.Connection.Source.ToString(),
            Kind = CertificateKind,
            For = $"{by.Identified.Login} {key.Fingerprint}",
            Expires = until,
            AskedFrom = request.Source,
        },
        CancellationToken.None);

    // One for each machine: a login there takes the place of the one before.
    private static string NameFor(string machine)
    {
        const string Begin = "remotedev login on ";
        var room = Identify.Accounts.ColumnLength.KeyName - Begin.Length;
        return Begin + (machine.Length <= room ? machine : machine[..room]);
    }

    private static List<string> Fitting(IReadOnlyList<string> environments)
    {
        var left = MostEnvironmentChars;
        return [.. environments.TakeWhile(name => (left -= name.Length + 3) > 0)];
    }
}
