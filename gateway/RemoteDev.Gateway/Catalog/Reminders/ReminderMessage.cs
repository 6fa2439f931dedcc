using System.Text.Json;
using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Catalog.Reminders;

/// <summary>What a webhook is sent; the names are a contract with whoever reads it (deploy/README.md).</summary>
/// <param name="Type"><c>paper.due</c>, or <c>test</c>.</param>
internal sealed record ReminderMessage(string Type, DateTimeOffset Timestamp, ReminderMessage.Paper? Data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static ReminderMessage Test(DateTimeOffset now) => new("test", now, null);

    public static ReminderMessage Of(DueReminder due, GatewayOrigins origins, DateTimeOffset now)
    {
        var (person, document) = (due.Outlook.Person, due.Outlook.Document);
        return new ReminderMessage("paper.due", now, new Paper(
            person.Login,
            person.DisplayName,
            person.Email,
            person.Vendor ?? "client",
            document.Name,
            document.Kind,
            document.Title,
            document.Version,
            due.State,
            due.Outlook.Paper?.ExpiresAt,
            document.IsAccepted ? "person" : "administrator",
            document.IsAccepted ? $"{origins.Portal}/papers/{document.Name}" : $"{origins.Portal}/people/{person.Login}/papers/{document.Name}"));
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>One person and one paper.</summary>
    /// <param name="Employer"><c>client</c>, or the vendor.</param>
    /// <param name="Document">Its name in the catalogue.</param>
    /// <param name="State"><c>missing</c>, <c>expires</c>, <c>expired</c> or <c>older</c>.</param>
    /// <param name="ExpiresAt">Of the paper on file.</param>
    /// <param name="By">Who is to act: <c>person</c> or <c>administrator</c>.</param>
    /// <param name="Url">Where they do it.</param>
    internal sealed record Paper(
        string Login,
        string Name,
        string Email,
        string Employer,
        string Document,
        string Kind,
        string Title,
        string Version,
        string State,
        DateTimeOffset? ExpiresAt,
        string By,
        string Url);
}
