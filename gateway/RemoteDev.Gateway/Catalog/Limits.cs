namespace RemoteDev.Gateway.Catalog;

/// <summary>How long each thing may be, in characters. Checked before anything is stored, compared or matched.</summary>
internal static class Limits
{
    /// <summary>A name is a DNS label, because environments' names are.</summary>
    public const int Name = 63;

    /// <summary>A login, or what stands for a provider in its place.</summary>
    public const int Actor = 80;

    public const int DisplayName = 120;

    /// <summary>RFC 5321, path limit without the angle brackets.</summary>
    public const int Email = 254;

    public const int Word = 32;

    public const int Zone = 64;

    public const int Path = 1024;

    public const int Url = 2048;

    /// <summary>A branch name, a network, a role: one item of a list.</summary>
    public const int Item = 255;

    public const int Items = 256;

    /// <summary>The full text of a paper; with the rest of it, it fits into one request.</summary>
    public const int DocumentText = 32 * 1024;

    /// <summary>A policy text or its tests.</summary>
    public const int PolicyText = 512 * 1024;

    public const int Reason = 500;

    /// <summary>Edits in one call, and entries of all kinds in one catalogue.</summary>
    public const int Entries = 20_000;
}
