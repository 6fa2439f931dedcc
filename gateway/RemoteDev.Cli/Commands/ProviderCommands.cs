using System.CommandLine;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev provider token ...</c>: the tokens by which providers' directories send people. Providers themselves are applied as files.</summary>
internal static class ProviderCommands
{
    private const string NameOfProvider = "The provider's name.";

    public static Command Create(GatewaySession session) =>
        new("provider", "Providers of identities: the tokens of their directories.")
        {
            new Command("token", "The tokens by which a provider's directory sends people and groups by SCIM.")
            {
                List(session), Add(session), Revoke(session),
            },
        };

    private static Command List(GatewaySession session)
    {
        var name = new Argument<string>("NAME") { Description = NameOfProvider };
        var list = new Command("list", "Its tokens, without their values.") { name };
        session.On(list, async (result, gateway, cancellationToken) =>
        {
            if (session.Value(await gateway.SendAsync<DirectoryToken[]>(HttpMethod.Get, Path(result.GetValue(name)), null, cancellationToken)) is not { } tokens)
            {
                return ExitCode.Refused;
            }

            session.Screen.Line(tokens.Length > 0 ? "Tokens:" : "No token, so its directory is not listened to.");
            foreach (var token in tokens)
            {
                session.Screen.Line(
                    $"  {token.Name}, made by {token.IssuedBy}, ends {Moment(token.ExpiresAt)}, {(token.UsedAt is { } used ? $"last used {Moment(used)}" : "never used")}");
            }

            return ExitCode.Done;
        });
        return list;
    }

    private static Command Add(GatewaySession session)
    {
        var name = new Argument<string>("NAME") { Description = NameOfProvider };
        var called = new Argument<string>("TOKEN") { Description = "What the token is called." };
        var days = new Option<int>("--days") { Description = "After how many days it ends, 1 to 366.", HelpName = "N", DefaultValueFactory = _ => 180 };
        var add = new Command("add", "Makes a token and prints it, this one time.") { name, called, days };
        session.On(add, async (result, gateway, cancellationToken) =>
        {
            var body = new { Name = result.GetValue(called), Days = result.GetValue(days) };
            if (session.Value(await gateway.SendAsync<DirectoryToken>(HttpMethod.Post, Path(result.GetValue(name)), body, cancellationToken)) is not { } token)
            {
                return ExitCode.Refused;
            }

            session.Screen.Line(token.Secret ?? "");
            return ExitCode.Done;
        });
        return add;
    }

    private static Command Revoke(GatewaySession session)
    {
        var name = new Argument<string>("NAME") { Description = NameOfProvider };
        var called = new Argument<string>("TOKEN") { Description = "What the token is called, as token list prints it." };
        var revoke = new Command("revoke", "Ends a token at once.") { name, called };
        session.On(revoke, async (result, gateway, cancellationToken) =>
        {
            var path = $"{Path(result.GetValue(name))}/{PersonCommands.Segment(result.GetValue(called))}";
            var answer = await gateway.SendAsync<object>(HttpMethod.Delete, path, null, cancellationToken);
            if (answer.Problem is { } problem)
            {
                session.Screen.Problem(problem);
                return ExitCode.Refused;
            }

            session.Screen.Line($"Revoked {result.GetValue(called)}.");
            return ExitCode.Done;
        });
        return revoke;
    }

    private static string Path(string? provider) => $"providers/{PersonCommands.Segment(provider)}/tokens";

    private static string Moment(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
