using System.CommandLine;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(GatewaySession session)
    {
        var folder = new Option<string>("--out", "-o")
        {
            Description = "The folder to write into; made if it is missing, files of the same names are replaced.",
            HelpName = "FOLDER",
            Required = true,
        };
        var command = new Command("export", "Writes the whole catalogue as the files that would make it again. It holds no secrets.") { folder };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            if (session.Value(await gateway.SendAsync<List<FileText>>(HttpMethod.Get, "export", null, cancellationToken)) is not { } files)
            {
                return ExitCode.Refused;
            }

            var into = Directory.CreateDirectory(result.GetValue(folder) ?? ".").FullName;
            foreach (var file in files)
            {
                // The gateway names the files; it does not choose where they go.
                var path = Path.Combine(into, Path.GetFileName(file.File));
                await File.WriteAllTextAsync(path, file.Text, cancellationToken);
                session.Screen.Line(path);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
