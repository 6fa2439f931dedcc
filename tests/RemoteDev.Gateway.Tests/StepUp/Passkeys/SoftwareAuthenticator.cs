using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Tests.Identify;

namespace RemoteDev.Gateway.Tests.StepUp.Passkeys;

/// <summary>
/// An authenticator and the browser before it, as far as a relying party sees them: ES256, one credential, answers as
/// <c>PublicKeyCredential.toJSON()</c> writes them. It lies only where it is told to.
/// </summary>
internal sealed class SoftwareAuthenticator : IDisposable
{
    public const byte UserPresent = 0x01;
    public const byte UserVerified = 0x04;

    private const byte BackupEligible = 0x08;
    private const byte BackedUp = 0x10;
    private const byte HasCredential = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id;
    private string _userHandle = "";

    public SoftwareAuthenticator(byte[]? id = null) => _id = id ?? RandomNumberGenerator.GetBytes(32);

    public byte[] Id => _id;

    /// <summary>How many times it has signed. One that does not count stays at zero.</summary>
    public uint Count { get; set; }

    public bool Counts { get; init; } = true;

    public bool Synced { get; init; }

    /// <summary>The host it believes to be at.</summary>
    public string Origin { get; init; } = IdentifyHouse.Portal;

    public void Dispose() => _key.Dispose();

    /// <summary>Answers <c>navigator.credentials.create()</c>.</summary>
    public string Create(string options, Forgery? forgery = null)
    {
        var asked = JsonNode.Parse(options)!;
        _userHandle = (string)asked["user"]!["id"]!;
        var lie = forgery ?? new Forgery();
        var point = _key.ExportParameters(false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        Pair(cose, 1, writer => writer.WriteInt32(2));
        Pair(cose, 3, writer => writer.WriteInt32(-7));
        Pair(cose, -1, writer => writer.WriteInt32(1));
        Pair(cose, -2, writer => writer.WriteByteString(point.X!));
        Pair(cose, -3, writer => writer.WriteByteString(point.Y!));
        cose.WriteEndMap();
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)_id.Length);
        byte[] data = [.. Data((string)asked["rp"]!["id"]!, HasCredential, lie), .. new byte[16], .. length, .. _id, .. cose.Encode()];

        var attestation = new CborWriter(CborConformanceMode.Ctap2Canonical);
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString(data);
        attestation.WriteEndMap();
        return Answer(lie, new JsonObject
        {
            ["clientDataJSON"] = Text(ClientData("webauthn.create", (string)asked["challenge"]!, lie)),
            ["attestationObject"] = Text(attestation.Encode()),
            ["transports"] = new JsonArray("internal", "hybrid"),
        });
    }

    /// <summary>Answers <c>navigator.credentials.get()</c>.</summary>
    public string Get(string options, Forgery? forgery = null)
    {
        var asked = JsonNode.Parse(options)!;
        var lie = forgery ?? new Forgery();
        Count += Counts ? 1u : 0u;
        var client = ClientData("webauthn.get", (string)asked["challenge"]!, lie);
        var data = Data((string)asked["rpId"]!, 0, lie);
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = (lie.ForeignKey ? foreign : _key)
            .SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(lie, new JsonObject
        {
            ["clientDataJSON"] = Text(client),
            ["authenticatorData"] = Text(data),
            ["signature"] = Text(signature),
            ["userHandle"] = lie.UserHandle is { } other ? Text(Encoding.UTF8.GetBytes(other)) : _userHandle,
        });
    }

    private static void Pair(CborWriter writer, int label, Action<CborWriter> value)
    {
        writer.WriteInt32(label);
        value(writer);
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private string Answer(Forgery lie, JsonObject response) => new JsonObject
    {
        ["id"] = Text(_id),
        ["rawId"] = Text(_id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString() + new string(' ', lie.Padding);

    private byte[] ClientData(string type, string challenge, Forgery lie)
    {
        var data = new JsonObject
        {
            ["type"] = lie.Type ?? type,
            ["challenge"] = lie.Challenge ?? challenge,
            ["origin"] = lie.Origin ?? Origin,
            ["crossOrigin"] = lie.CrossOrigin,
        };
        if (lie.TopOrigin is not null)
        {
            data["topOrigin"] = lie.TopOrigin;
        }

        return JsonSerializer.SerializeToUtf8Bytes(data);
    }

    private byte[] Data(string rpId, byte more, Forgery lie)
    {
        var flags = (byte)((UserPresent | UserVerified | (Synced ? BackupEligible | BackedUp : 0) | more) & ~lie.Without);
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, lie.Count ?? Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(lie.RpId ?? rpId)), flags, .. count];
    }
}
