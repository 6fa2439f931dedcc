using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;
using Known = RemoteDev.Policy.Vocabulary.Actions;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>The actions any of which is reason enough to be connected to an environment by SSH.</summary>
internal static class SshReach
{
    /// <summary>In the order in which they are asked: the first one's refusal is what the person is told.</summary>
    public static IReadOnlyList<(EntityUid Action, AccessDetail Detail)> Actions { get; } =
    [
        (Known.OpenTerminal, AccessDetail.Ssh),
        (Known.RunCommand, AccessDetail.Ssh),
        (Known.SftpRead, AccessDetail.Ssh),
        (Known.SftpWrite, AccessDetail.Ssh),
    ];

    /// <summary>For a channel: a forwarded port asks for itself first.</summary>
    public static IReadOnlyList<(EntityUid Action, AccessDetail Detail)> For(string type, ReadOnlySpan<byte> payload) =>
        type == "direct-tcpip" && DirectTcpIp.Read(payload) is { } forward
            ? [(Known.ForwardPort, AccessDetail.Ssh with { Port = forward.Port }), .. Actions]
            : Actions;

    /// <summary>For a request to listen in the environment.</summary>
    public static IReadOnlyList<(EntityUid Action, AccessDetail Detail)> For(GlobalRequest request) =>
        TcpIpForward.Read(request.Payload.Span) is { } forward
            ? [(Known.ReverseForward, AccessDetail.Ssh with { Port = forward.Port }), .. Actions]
            : Actions;

    /// <summary>Whether any of it may be done there now.</summary>
    public static bool IsOpen(AuthorizeRoom authorize, Verified verified, string environment) =>
        Actions.Any(one => authorize.Preview(verified, one.Action, Uids.Environment(environment), one.Detail).IsPermitted(out _));

    /// <summary>Whether policy would open the environment with a fresher factor, and not with the one there is.</summary>
    public static bool WantsFresherFactor(AuthorizeRoom authorize, Verified verified, string environment)
    {
        var resource = Uids.Environment(environment);
        var first = RefusalCode.Refused;
        foreach (var (action, detail) in Actions)
        {
            var verdict = authorize.Preview(verified, action, resource, detail);
            if (verdict.IsPermitted(out _))
            {
                return false;
            }

            first = first == RefusalCode.Refused ? VerdictWords.Refuse(verdict).Code : first;
        }

        return first == RefusalCode.MfaNeeded;
    }
}
