using System.Text;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>
/// Asks one provider, server to server. Every question has a deadline and every answer a bound; a redirect is never followed, since it
/// would carry codes and secrets to whom nobody named; and plain HTTP is for loopback.
/// </summary>
internal sealed class ProviderWire(IOutboundHttp outbound, OpenIdProviderOptions options)
{
    /// <summary>Token, userinfo and pushed requests.</summary>
    public const int MaxAnswer = 128 << 10;

    /// <summary>Discovery document and keys.</summary>
    public const int MaxDocument = 256 << 10;

    private const int Block = 8 << 10;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether an address is one that may be asked, or that a browser may be sent to.</summary>
    public bool MayGoTo(string? address, out Uri uri) =>
        Uri.TryCreate(address, UriKind.Absolute, out uri!)
        && uri.UserInfo.Length == 0
        && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && !options.RequireHttpsMetadata && uri.IsLoopback));

    public Task<OpenIdStep<ProviderAnswer>> GetAsync(string? address, string? bearer, int most, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, (Uri?)null);
        if (bearer is not null)
        {
            request.Headers.Authorization = new("Bearer", bearer);
        }

        return SendAsync(request, address, most, cancellationToken);
    }

    public Task<OpenIdStep<ProviderAnswer>> PostAsync(
        string? address, IEnumerable<KeyValuePair<string, string>> form, string? basic, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null) { Content = new FormUrlEncodedContent(form) };
        if (basic is not null)
        {
            request.Headers.Authorization = new("Basic", basic);
        }

        return SendAsync(request, address, MaxAnswer, cancellationToken);
    }

    private async Task<OpenIdStep<ProviderAnswer>> SendAsync(HttpRequestMessage request, string? address, int most, CancellationToken cancellationToken)
    {
        using (request)
        {
            if (!MayGoTo(address, out var uri))
            {
                return new OpenIdFault(OpenIdFaultKind.BadAnswer, $"The provider names an address that is not asked: {OpenIdFault.Foreign(address)}.");
            }

            request.RequestUri = uri;
            request.Headers.Accept.Add(new("application/json"));
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(options.BackchannelTimeout);
            try
            {
                using var response = await outbound.For(uri).SendAsync(request, deadline.Token);
                return (int)response.StatusCode is >= 300 and < 400
                    ? new OpenIdFault(OpenIdFaultKind.BadAnswer, $"{uri.AbsolutePath} answered with a redirect, which is not followed.")
                    : await ReadAsync(response, uri, most, deadline.Token);
            }
            catch (Exception silent) when (silent is HttpRequestException or IOException
                || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                return new OpenIdFault(OpenIdFaultKind.Unreachable, $"{uri.Host} did not answer ({silent.GetType().Name}).");
            }
        }
    }

    private static async Task<OpenIdStep<ProviderAnswer>> ReadAsync(HttpResponseMessage response, Uri uri, int most, CancellationToken cancellationToken)
    {
        var tooLarge = new OpenIdFault(OpenIdFaultKind.BadAnswer, $"{uri.AbsolutePath} answered more than {most} bytes.");
        if (response.Content.Headers.ContentLength > most)
        {
            return tooLarge;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var held = new MemoryStream();
        var block = new byte[Block];
        int read;
        while ((read = await stream.ReadAsync(block, cancellationToken)) > 0)
        {
            if (held.Length + read > most)
            {
                return tooLarge;
            }

            await held.WriteAsync(block.AsMemory(0, read), cancellationToken);
        }

        try
        {
            var text = Strict.GetString(held.GetBuffer(), 0, (int)held.Length);
            return new ProviderAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, text);
        }
        catch (DecoderFallbackException)
        {
            return new OpenIdFault(OpenIdFaultKind.BadAnswer, $"{uri.AbsolutePath} answered what is not UTF-8.");
        }
    }
}
