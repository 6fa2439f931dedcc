using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Explaining;

/// <summary>One thing that is supposed to be different, and the request and world in which it is.</summary>
/// <param name="Reads">The attribute of the context, or the attestation, that a policy must read for it to matter.</param>
/// <param name="Name">Of a network or a country: which; others of the same remedy may do as well.</param>
internal sealed record Change(
    Remedy Remedy,
    string Words,
    string Reads,
    Func<DecisionContext, DecisionContext> Apply,
    string? Attestation = null,
    string? Name = null)
{
    private static readonly Instant Always = Instant.FromUtc(9000, 1, 1, 0, 0);

    private static readonly Change[] Possible =
    [
        new(Remedy.FromInside, "to come from inside an environment", "origin", context => context with { Origin = Origin.Inside }),
        new(Remedy.FreshMfa, "a fresh second factor", "mfa.age", context => context with { Mfa = Fresh(context.Mfa?.Method ?? "totp") }),
        new(Remedy.Passkey, "a passkey as second factor", "mfa.method", context => context with { Mfa = Fresh("passkey") }),
        new(Remedy.Nda, "a valid confidentiality agreement on file", "nda", context => context, Attestations.Nda),
        new(Remedy.Training, "a valid training on file", "training", context => context, Attestations.Training),
        new(Remedy.Background, "a valid background check on file", "background", context => context, Attestations.Background),
        new(Remedy.DeviceCertificate, "a device with a certificate", "device.certificate", context => context with { DeviceCertificate = true }),
        new(Remedy.ManagedDevice, "a managed device", "device.managed", context => context with { DeviceManaged = true }),
        new(Remedy.Approval, "someone else's approval", "approval", context => context with { Approval = new ApprovalEvidence([], Always) }),
    ];

    /// <summary>
    /// Nothing, each thing alone, each pair, and then all at once; smaller sets first. What policies do not read cannot help.
    /// </summary>
    public static IEnumerable<IReadOnlyList<Change>> Sets(Mentions mentions)
    {
        Change[] possible = [.. Possible.Where(change => change.Matters(mentions)), .. SourceChanges.Of(mentions)];
        yield return [];
        foreach (var change in possible)
        {
            yield return [change];
        }

        for (var i = 0; i < possible.Length; i++)
        {
            for (var j = i + 1; j < possible.Length; j++)
            {
                yield return [possible[i], possible[j]];
            }
        }

        yield return possible;
    }

    /// <summary>Whether only a person can bring it about.</summary>
    public bool IsForPeople => Remedy is Remedy.FreshMfa or Remedy.Passkey || Attestation is not null;

    private bool Matters(Mentions mentions) => Attestation is not null
        ? mentions.Attestations.Contains(Attestation)
        : mentions.Wholes.Contains(RequestVariable.Context) || mentions.Context.Keys.Any(path =>
            path == Reads || path.StartsWith(Reads + ".", StringComparison.Ordinal) || Reads.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>The store in which the person has the attestations that the changes suppose.</summary>
    public static EntityStore Suppose(IReadOnlyList<Change> changes, EntityStore entities, EntityUid person)
    {
        var supposed = changes.Select(change => change.Attestation).OfType<string>().ToList();
        if (supposed.Count == 0 || !entities.TryGet(person, out var entity)
            || !entity.AttributeRecord.TryGet("attestations", out var value) || value is not RecordValue onFile)
        {
            return entities;
        }

        var always = ContextRecord.Datetime(Always);
        var attestations = onFile.Where(pair => !supposed.Contains(pair.Key, StringComparer.Ordinal))
            .Concat(supposed.Select(name => KeyValuePair.Create<string, Value>(name, always)));
        var attributes = entity.AttributeRecord.Where(pair => pair.Key != "attestations")
            .Append(KeyValuePair.Create<string, Value>("attestations", new RecordValue(attestations)));
        return entities.With(new Entity(person, entity.Ancestors, new RecordValue(attributes)));
    }

    private static MfaEvidence Fresh(string method) => new(TimeSpan.Zero, method);
}
