namespace RemoteDev.Gateway.Catalog.Reminders;

/// <summary>Section <c>RemoteDev:Reminders</c>: who is told of papers that are due.</summary>
internal sealed class ReminderOptions
{
    public const string Section = "Reminders";

    private const int MostDays = 365;
    private const int MostStages = 16;

    private static readonly int[] UsualDays = [30, 14, 7, 1];

    /// <summary>Where reminders are posted, as https; plain HTTP for loopback only. Empty: none go out.</summary>
    public string Webhook { get; init; } = "";

    /// <summary>A file whose first line is the key that signs them, as <c>whsec_</c> and 24 to 64 bytes in Base64.</summary>
    public string SecretFile { get; init; } = "";

    /// <summary>How many days before a paper ends somebody is reminded. Empty: 30, 14, 7 and 1.</summary>
    public int[] DaysBefore { get; init; } = [];

    /// <summary>How often a paper is spoken of again that is missing or over.</summary>
    public TimeSpan OverdueEvery { get; init; } = TimeSpan.FromDays(7);

    internal bool GoOut => Webhook.Length > 0;

    /// <summary>The days that count, the longest first.</summary>
    internal IReadOnlyList<int> Days => [.. (DaysBefore.Length == 0 ? UsualDays : DaysBefore).Distinct().OrderDescending()];

    internal static void Check(ReminderOptions options, OptionFaults faults)
    {
        if (options.GoOut != options.SecretFile.Length > 0)
        {
            faults.Add(At(nameof(Webhook)), $"and {nameof(SecretFile)} are named both or neither: a reminder that nobody can verify is not sent.");
        }

        if (options.GoOut && !MayBe(options.Webhook))
        {
            faults.Add(At(nameof(Webhook)), "write an address that begins with https:// (http:// for loopback only), without a user, a password or a fragment.");
        }

        if (options.SecretFile.Length > 0 && !WebhookKey.TryRead(options.SecretFile, out _, out var why))
        {
            faults.Add(At(nameof(SecretFile)), why);
        }

        if (options.DaysBefore.Length > MostStages || options.DaysBefore.Any(days => days is < 1 or > MostDays))
        {
            faults.Add(At(nameof(DaysBefore)), $"is a list of at most {MostStages} numbers of days, each from 1 to {MostDays}.");
        }

        if (options.OverdueEvery < TimeSpan.FromDays(1) || options.OverdueEvery > TimeSpan.FromDays(90))
        {
            faults.Add(At(nameof(OverdueEvery)), "must lie between one day (1.00:00:00) and 90 days (90.00:00:00).");
        }
    }

    private static bool MayBe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static string At(string name) => $"{RoomOptions.Root}:{Section}:{name}";
}
