namespace RemoteDev.Gateway.Catalog;

/// <summary>One thing wrong with an edit, in words for the person who wrote it.</summary>
/// <param name="Path">What it is about: <c>people/ada/vendor</c>, <c>policy</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="File">The file it came from, if it came from one.</param>
/// <param name="Line">1-based, with <paramref name="File"/> or inside a policy text.</param>
/// <param name="Column">1-based.</param>
internal sealed record CatalogFault(string Path, string Message, string? File = null, int? Line = null, int? Column = null)
{
    /// <summary>The path of a fault that is nobody's: the gateway has too much to work out at this moment.</summary>
    public const string Busy = "busy";
}
