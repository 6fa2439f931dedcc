using System.Text;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Doors.Git.Ssh;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Ssh;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>What the gateway itself runs on a session channel: git, or a page of help. It has no shell.</summary>
internal sealed class GatewayProgram(SshDoorRooms rooms, SshAddress address, GitSshTransfer git)
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="command">The command line, or null for a shell.</param>
    /// <param name="gitProtocol">What the client said in <c>GIT_PROTOCOL</c>, or null.</param>
    /// <returns>The exit status.</returns>
    public async Task<uint> RunAsync(
        Identified who, string? command, string? gitProtocol, Stream channel, Stream errors, CancellationToken cancellationToken)
    {
        if (command is null)
        {
            await channel.WriteAsync(Encoding.UTF8.GetBytes(Help(who)), cancellationToken);
            return 0;
        }

        if (!rooms.StepUpRoom.Verify(who).Passed(out var verified, out var refusal))
        {
            rooms.Trace.Refused(who, nameof(StepUp), refusal, null, null, null);
            await errors.WriteAsync(Encoding.UTF8.GetBytes(RefusalLine.Of(refusal) + "\r\n"), cancellationToken);
            return 1;
        }

        return await git.ServeAsync(verified, command, gitProtocol, channel, errors, cancellationToken);
    }

    /// <summary>Names no environment that policy would not open to this person by SSH now.</summary>
    private string Help(Identified who)
    {
        var lines = new StringBuilder().Append("RemoteDev Gateway: you are signed in as ").Append(who.Login).Append(".\r\n");
        var open = rooms.StepUpRoom.Verify(who).Passed(out var verified, out _)
            ? rooms.Catalog.Current.Environments.Values.Where(e => e.Ssh is not null && SshReach.IsOpen(rooms.Authorize, verified, e.Name)).Select(e => e.Name).Order(StringComparer.Ordinal).ToList()
            : [];
        lines.Append(open.Count == 0 ? "No environment is open to you by SSH at this moment. The portal says why: " + rooms.Origins.Portal + "\r\n" : "Open to you now:\r\n");
        foreach (var name in open)
        {
            lines.Append("  ").Append(address.Command(name)).Append("\r\n");
        }

        return lines.ToString();
    }
}
