using System.CommandLine;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev apply</c>.</summary>
internal static class ApplyCommand
{
    public static Command Create(GatewaySession session)
    {
        var files = new Option<string[]>("--file", "-f")
        {
            Description = "A .yaml file of entries, a .cedar file with its .tests.yaml, or a folder of them. Repeat it for more.",
            HelpName = "PATH",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only print what would change." };
        var prune = new Option<bool>("--prune") { Description = "Also remove the entries that no file has. Look at --dry-run --prune first." };
        var command = new Command(
            "apply",
            "Makes the catalogue what the files say, and prints what changed (+ added, ~ changed, - removed). All of it or nothing; applying the "
            + "same files again changes nothing. Without --prune nothing is removed.") { files, dryRun, prune };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var documents = await CatalogFiles.ReadAsync(result.GetValue(files) ?? [], cancellationToken);
            var query = $"apply?dryRun={(result.GetValue(dryRun) ? "true" : "false")}&prune={(result.GetValue(prune) ? "true" : "false")}";
            if (session.Value(await gateway.SendAsync<EditAnswer>(HttpMethod.Post, query, documents, cancellationToken)) is not { } answer)
            {
                return ExitCode.Refused;
            }

            DiffText.Print(session.Screen, answer);
            return ExitCode.Done;
        });
        return command;
    }
}
