using System.CommandLine;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev token ...</c>: people's access tokens, for the operator. People make their own in the portal or by <c>remotedev login</c>.</summary>
internal static class TokenCommands
{
    public static Command Create(GatewaySession session) =>
        new("token", "Access tokens of people: what there is, and an end to it.") { List(session), Revoke(session) };

    private static Command List(GatewaySession session)
    {
        var person = new Option<string?>("--person") { Description = "Only those of one person.", HelpName = "LOGIN" };
        var list = new Command("list", "The tokens, the newest first, without their values.") { person };
        session.On(list, async (result, gateway, cancellationToken) =>
        {
            var path = result.GetValue(person) is { Length: > 0 } login ? $"tokens?holder={Uri.EscapeDataString(login)}" : "tokens";
            if (session.Value(await gateway.SendAsync<AccessToken[]>(HttpMethod.Get, path, null, cancellationToken)) is not { } tokens)
            {
                return ExitCode.Refused;
            }

            session.Screen.Table(
                ["ID", "HOLDER", "NAME", "FOR", "EXPIRES", "LAST USED"],
                tokens.Select(token => (string[])[token.Id, token.Holder, token.Name, token.Scope, Moment(token.ExpiresAt), token.UsedAt is { } used ? $"{Moment(used)} from {token.UsedFrom}" : "never"]));
            return ExitCode.Done;
        });
        return list;
    }

    private static Command Revoke(GatewaySession session)
    {
        var id = new Argument<string>("ID") { Description = "The token's id, as token list prints it." };
        var revoke = new Command("revoke", "Ends a token at once, and cuts what it has open.") { id };
        session.On(revoke, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<object>(HttpMethod.Delete, $"tokens/{PersonCommands.Segment(result.GetValue(id))}", null, cancellationToken);
            if (answer.Problem is { } problem)
            {
                session.Screen.Problem(problem);
                return ExitCode.Refused;
            }

            session.Screen.Line($"Revoked {result.GetValue(id)}.");
            return ExitCode.Done;
        });
        return revoke;
    }

    private static string Moment(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
