using System.Globalization;
using System.Net.Http.Headers;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Catalog.Reminders;

/// <summary>
/// Posts to the one address that the operator named, signed as the Standard Webhooks specification says. Only an answer of success within
/// the deadline counts; a redirect is not followed and no answer is read.
/// </summary>
internal sealed class ReminderWebhook
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly IOutboundHttp _outbound;
    private readonly TimeProvider _clock;
    private readonly WebhookKey? _key;

    public ReminderWebhook(ReminderOptions options, IOutboundHttp outbound, TimeProvider clock)
    {
        (_outbound, _clock) = (outbound, clock);
        if (options.GoOut && WebhookKey.TryRead(options.SecretFile, out _key, out _))
        {
            Address = new Uri(options.Webhook);
        }
    }

    /// <summary>Null when reminders go nowhere.</summary>
    public Uri? Address { get; }

    /// <summary>Sends one message.</summary>
    /// <param name="id">The same for every try of the same message.</param>
    public async Task<WebhookAnswer> SendAsync(string id, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (_key is null || Address is null)
        {
            return new WebhookAnswer(false, "no webhook is set");
        }

        var now = _clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", _key.Sign(id, now, body.Span));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("RemoteDev-Gateway", null));
        using var deadline = new CancellationTokenSource(Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await _outbound.For(Address).SendAsync(request, either.Token);
            return new WebhookAnswer(response.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(false, $"no answer within {Deadline.TotalSeconds:0} s");
        }
        catch (HttpRequestException unreachable)
        {
            return new WebhookAnswer(false, $"not reached ({unreachable.HttpRequestError})");
        }
        catch (IOException)
        {
            return new WebhookAnswer(false, "the connection broke");
        }
    }
}
