using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>
/// A connection to the gateway itself: git, a jump to an environment (<c>ssh -J</c>), or somebody who wants to know how to connect. A jump
/// is a connection of its own inside this one, and is answered here, so it is inspected like any other.
/// </summary>
/// <param name="jump">Serves a connection to that environment over the stream.</param>
internal sealed class GatewayVisit(
    SshVisit visit, SshSignIn signIn, SshDoorRooms rooms, GatewayProgram program, Func<string, Stream, CancellationToken, Task> jump) : ISshPlaceVisit
{
    private static readonly TimeSpan InUse = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _over = new();

    public void OnChannelOpen(ChannelOpening opening)
    {
        switch (opening.Type)
        {
            case "session":
                GatewaySession.Begin(opening, signIn, program, visit.Mind, _over.Token);
                break;
            case "direct-tcpip":
                Jump(opening);
                break;
            default:
                Refuse(opening, SshRefusals.OtherChannel);
                break;
        }
    }

    public void OnGlobalRequest(GlobalRequest request)
    {
        if (request.Name == "no-more-sessions@openssh.com")
        {
            request.Succeed();
        }
        else
        {
            request.Fail();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _over.Dispose();
    }

    private void Jump(ChannelOpening opening)
    {
        if (DirectTcpIp.Read(opening.Payload.Span) is not { } target)
        {
            Refuse(opening, SshRefusals.Malformed);
            return;
        }

        if (rooms.Catalog.Current.Environments.GetValueOrDefault(Name(target.Host)) is not { Ssh: not null } environment)
        {
            Refuse(opening, target.Host.Contains('.', StringComparison.Ordinal) ? SshDoorRefusals.NoForwarding : SshDoorRefusals.NoEnvironment);
            return;
        }

#pragma warning disable CA2000 // whoever serves the jump owns the stream
        var stream = new ChannelStream();
#pragma warning restore CA2000
        if (opening.Accept(stream) is not null)
        {
            visit.Mind(JumpAsync(environment.Name, stream));
        }
    }

    /// <summary>
    /// The connection within has idle and length limits of its own. As long as it lives, the sign-in that carries it is in use, though
    /// nobody types on it.
    /// </summary>
    private async Task JumpAsync(string environment, Stream stream)
    {
        var jumping = jump(environment, stream, _over.Token);
        while (!jumping.IsCompleted)
        {
            signIn.Identified.SignIn.Touch(rooms.Clock.GetUtcNow());
            await Task.WhenAny(jumping, Task.Delay(InUse, rooms.Clock));
        }

        await jumping;
    }

    // `payments-vm` and `payments-vm.gateway.example.com` are the same environment.
    private string Name(string host) =>
        host.EndsWith("." + rooms.Origins.Domain, StringComparison.OrdinalIgnoreCase) ? host[..^(rooms.Origins.Domain.Length + 1)] : host;

    private void Refuse(ChannelOpening opening, Refusal refusal)
    {
        rooms.Trace.Refused(signIn.Identified, nameof(Contain), refusal, null, null, null);
        RefusedSession.Refuse(opening, refusal);
    }
}
