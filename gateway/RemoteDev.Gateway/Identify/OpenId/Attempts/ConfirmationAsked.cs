using System.Collections.Immutable;

namespace RemoteDev.Gateway.Identify.OpenId.Attempts;

/// <summary>Somebody who is signed in goes to their provider to be asked again.</summary>
/// <param name="SignIn">The public id of their sign-in: only it gets what comes of this.</param>
/// <param name="Contexts">What counts here as a second factor there (<c>acr</c>); empty: the provider's methods are looked at alone.</param>
/// <param name="Hint">Their address, so that the provider offers them the same account.</param>
internal sealed record ConfirmationAsked(string SignIn, ImmutableArray<string> Contexts, string Hint);
