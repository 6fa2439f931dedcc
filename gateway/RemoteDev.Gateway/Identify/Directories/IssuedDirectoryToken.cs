using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Identify.Directories;

/// <summary>A new token, the one time that it can be shown.</summary>
internal sealed record IssuedDirectoryToken(DirectoryTokenRow Row, string Value)
{
    public override string ToString() => $"IssuedDirectoryToken {{ Name = {Row.Name}, Value = <secret> }}";
}
