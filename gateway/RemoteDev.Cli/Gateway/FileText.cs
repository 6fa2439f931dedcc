namespace RemoteDev.Cli.Gateway;

/// <summary>A file as apply sends it and export returns it.</summary>
internal sealed record FileText(string File, string Text);
