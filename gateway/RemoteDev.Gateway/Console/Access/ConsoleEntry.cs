using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Access;

/// <summary>Somebody walked up to a page of the console and was let in.</summary>
/// <param name="Viewer">What the page needs to know of them.</param>
/// <param name="Verified">The proof, for what the page does on their behalf.</param>
/// <param name="Session">The console session that administrative work is traced under; null on pages that need no permission.</param>
internal sealed record ConsoleEntry(Viewer Viewer, Verified Verified, AccessSession? Session);
