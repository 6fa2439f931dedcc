namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>Since when nothing is believed any more that a person's SSH keys and certificates brought along before.</summary>
internal sealed class SshDoubtRow
{
    public required string Login { get; init; }

    public required DateTimeOffset Since { get; set; }
}
