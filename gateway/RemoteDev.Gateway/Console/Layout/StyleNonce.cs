using System.Security.Cryptography;

namespace RemoteDev.Gateway.Console.Layout;

/// <summary>
/// Lets one answer's own script add style sheets, as the policy's editor does. A page asks for it by taking <see cref="Of"/>; no
/// other page's headers change. Unguessable and of one answer only, so that markup that found its way into a page cannot use it.
/// </summary>
internal sealed class StyleNonce
{
    private StyleNonce()
    {
    }

    public string Value { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));

    /// <summary>The nonce of this answer, from here on said in its headers.</summary>
    public static string Of(HttpContext context)
    {
        var nonce = context.Features.Get<StyleNonce>() ?? new StyleNonce();
        context.Features.Set(nonce);
        return nonce.Value;
    }
}
