using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>
/// A paper that people sign: its full text in one version. The text of a version never changes, so that what somebody accepted can
/// be read for as long as anybody is held to it; another text is another document.
/// </summary>
/// <param name="Kind"><c>nda</c>, <c>training</c> or <c>background</c>, as policy asks for it.</param>
/// <param name="Version">As people call it, like <c>2026-1</c>.</param>
/// <param name="ValidDays">How long an acceptance is valid.</param>
/// <param name="Current">Whether it is the one of its kind that people are asked for now.</param>
internal sealed record DocumentEntry(string Name, string Kind, string Version, string Title, string Text, int ValidDays, bool Current)
{
    /// <summary>A paper about a person, which they cannot accept themselves.</summary>
    public const string Background = "background";

    /// <summary>Of the UTF-8 bytes of the text, in lower-case hex.</summary>
    [JsonIgnore]
    public string Sha256 => TextDigest.Of(Text);

    /// <summary>Whether people accept it themselves; otherwise an administrator records it.</summary>
    [JsonIgnore]
    public bool IsAccepted => Kind != Background;
}
