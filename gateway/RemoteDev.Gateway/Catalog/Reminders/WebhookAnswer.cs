namespace RemoteDev.Gateway.Catalog.Reminders;

/// <summary>What came of one post to a webhook.</summary>
/// <param name="Words">For an administrator: <c>HTTP 200</c>, <c>no answer within 10 s</c>.</param>
internal sealed record WebhookAnswer(bool Taken, string Words);
