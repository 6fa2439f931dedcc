using System.Globalization;
using System.Text.Json.Nodes;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>An answer in SCIM's own form.</summary>
/// <param name="Body">Null for an answer without one.</param>
internal sealed record ScimAnswer(int Status, JsonObject? Body)
{
    private const string ErrorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

    /// <summary>Why it was refused; null for what was done.</summary>
    public string? Detail { get; init; }

    public static ScimAnswer Ok(JsonObject body) => new(StatusCodes.Status200OK, body);

    public static ScimAnswer Created(JsonObject body) => new(StatusCodes.Status201Created, body);

    public static ScimAnswer Nothing { get; } = new(StatusCodes.Status204NoContent, null);

    public static ScimAnswer NotModified { get; } = new(StatusCodes.Status304NotModified, null);

    /// <summary>RFC 7644, section 3.12.</summary>
    /// <param name="type">One of the <c>scimType</c> words, where the status has one.</param>
    public static ScimAnswer Fault(int status, string detail, string? type = null)
    {
        var body = new JsonObject { ["schemas"] = new JsonArray(ErrorSchema), ["status"] = status.ToString(CultureInfo.InvariantCulture), ["detail"] = detail };
        if (type is not null)
        {
            body["scimType"] = type;
        }

        return new ScimAnswer(status, body) { Detail = detail };
    }

    public static ScimAnswer Invalid(string detail) => Fault(StatusCodes.Status400BadRequest, detail, "invalidValue");

    public static ScimAnswer Missing(string what) => Fault(StatusCodes.Status404NotFound, $"There is no such {what}.");

    public static ScimAnswer Changed { get; } =
        Fault(StatusCodes.Status412PreconditionFailed, "It was changed since it was read. Read it again, and send what is to change.");

    public static ScimAnswer Busy { get; } = Fault(StatusCodes.Status503ServiceUnavailable, "Others are changing it at this moment. Send it again.");
}
