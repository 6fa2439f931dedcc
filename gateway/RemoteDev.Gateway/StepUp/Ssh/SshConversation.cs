namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>How far asking for the factor of one sign-in has come. The transport asks one thing at a time, so nothing here is shared.</summary>
internal sealed class SshConversation
{
    /// <summary>What the person wants to reach.</summary>
    public string What { get; set; } = "";

    /// <summary>The link that was shown, or null when there is none.</summary>
    public string? Link { get; set; }

    /// <summary>Until when the link is worth showing again.</summary>
    public DateTimeOffset LinkUntil { get; set; }

    public int WrongCodes { get; set; }

    /// <summary>How often Enter was pressed without an approval.</summary>
    public int Waits { get; set; }
}
