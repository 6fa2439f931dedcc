using System.CommandLine;
using RemoteDev.Cedar;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Offline;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev policy format</c>.</summary>
internal static class PolicyFormatCommand
{
    public static Command Create(GatewaySession session)
    {
        var file = PolicyOptions.File();
        var check = new Option<bool>("--check") { Description = "Changes nothing; exit code 1 when the file is not laid out so." };
        var write = new Option<bool>("--write") { Description = "Writes the file in its place. Without it, the text is printed." };
        var command = new Command("format", "Lays a policy out as Cedar's own formatter would, and keeps its comments. Needs no gateway.") { file, check, write };
        command.Validators.Add(result =>
        {
            if (result.GetValue(check) && result.GetValue(write))
            {
                result.AddError("--check and --write exclude each other.");
            }
        });
        session.OnFiles(command, async (result, cancellationToken) =>
        {
            var path = result.GetValue(file) ?? "";
            var text = await OfflineTexts.ReadAsync(path, cancellationToken);
            var formatted = PolicySet.Format(text, path);
            if (!formatted.Succeeded)
            {
                foreach (var fault in formatted.Faults)
                {
                    session.Screen.Error(new Fault("", fault.Message, path, fault.Span.Line, fault.Span.Column).ToString());
                }

                return ExitCode.Refused;
            }

            if (result.GetValue(check))
            {
                return Say(session, path, formatted.Value == text);
            }

            if (!result.GetValue(write))
            {
                session.Screen.Text(formatted.Value);
            }
            else if (formatted.Value != text)
            {
                await File.WriteAllTextAsync(path, formatted.Value, cancellationToken);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static int Say(GatewaySession session, string path, bool same)
    {
        if (same)
        {
            return ExitCode.Done;
        }

        session.Screen.Error($"{path} is not laid out; 'remotedev policy format --write {path}' does it.");
        return ExitCode.Refused;
    }
}
