using System.Globalization;
using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Surveying;

/// <summary>Finds the circumstances that matter, and divides each into the values that policies can tell apart.</summary>
internal static class Dimensions
{
    private const int MaxSubsets = 3;

    private static readonly Instant Always = Instant.FromUtc(9000, 1, 1, 0, 0);

    private static readonly bool[] NoYes = [false, true];
    private static readonly string[] Methods = ["totp", "passkey", "recovery"];
    private static readonly string[] Protocols = ["http", "ssh", "git", "desktop"];
    private static readonly long[] UnitMilliseconds = [1, 1_000, 60_000, 3_600_000, 86_400_000];

    /// <summary>The dimensions that the policies read, in a fixed order. What none of them reads does not matter.</summary>
    public static IReadOnlyList<Dimension> Of(Mentions mentions) =>
    [
        .. Each(mentions, "origin", _ =>
        [
            new("from outside", c => c with { Origin = Origin.Outside }, c => c.Origin == Origin.Outside),
            new("from inside", c => c with { Origin = Origin.Inside }, c => c.Origin == Origin.Inside),
        ]),
        .. Each(mentions, "protocol", _ => [.. Protocols.Select(name =>
            new DimensionValue($"over {name}", c => c with { Protocol = name }, c => c.Protocol == name))]),
        .. Each(mentions, "device", _ => [.. Devices()]),
        .. Each(mentions, "mfa.method", constants => [.. Texts("with", constants, Methods, method =>
            c => c with { Mfa = new MfaEvidence(c.Mfa?.Age ?? TimeSpan.Zero, method) }, c => c.Mfa?.Method ?? "none", "another second factor")]),
        .. Each(mentions, "mfa.age", constants => [.. Ages(constants)]),
        .. Each(mentions, "source.ip", constants => [.. AddressBands.Of(constants)]),
        .. Each(mentions, "source.networks", constants => [.. Networks(constants)]),
        .. Each(mentions, "source.country", constants => [.. Countries(constants)]),
        .. Each(mentions, "approval", constants => [.. Approvals(constants)]),
        .. Each(mentions, "port", constants => [.. Ports(constants)]),
        .. Each(mentions, "ticket", constants => [.. Tickets(constants)]),
    ];

    private static IEnumerable<Dimension> Each(Mentions mentions, string name, Func<Constants, IReadOnlyList<DimensionValue>> values)
    {
        Constants? met = null;
        foreach (var (path, constants) in mentions.Context)
        {
            if (path == name || path.StartsWith(name + ".", StringComparison.Ordinal) || name.StartsWith(path + ".", StringComparison.Ordinal))
            {
                (met ??= new Constants()).Add(constants);
            }
        }

        if (met is not null)
        {
            yield return new Dimension(name, values(met));
        }
    }

    private static IEnumerable<DimensionValue> Devices() =>
        from managed in NoYes
        from certificate in NoYes
        let words = (managed, certificate) switch
        {
            (false, false) => "on an unmanaged device without a certificate",
            (true, false) => "on a managed device without a certificate",
            (false, true) => "on an unmanaged device with a certificate",
            _ => "on a managed device with a certificate",
        }
        select new DimensionValue(
            words,
            c => c with { DeviceManaged = managed, DeviceCertificate = certificate },
            c => c.DeviceManaged == managed && c.DeviceCertificate == certificate);

    private static IEnumerable<DimensionValue> Texts(
        string word, Constants constants, string[] usual, Func<string, Func<DecisionContext, DecisionContext>> apply, Func<DecisionContext, string?> read, string others)
    {
        var known = usual.Concat(constants.Of<StringValue>().Select(text => text.Value)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var text in known)
        {
            yield return new DimensionValue($"{word} {text}", apply(text), c => read(c) == text);
        }

        // All other texts are told apart by the patterns they fit.
        var other = Enumerable.Range(0, int.MaxValue).Select(i => $"other-{i}").First(text => !known.Contains(text, StringComparer.Ordinal));
        foreach (var alike in constants.Instances.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal).Append(other).GroupBy(constants.Fits, StringComparer.Ordinal))
        {
            var text = alike.First();
            yield return new DimensionValue(
                text == other ? $"{word} {others}" : $"{word} {text}",
                apply(text),
                c => read(c) is { } actual && !known.Contains(actual, StringComparer.Ordinal) && constants.Fits(actual) == alike.Key);
        }
    }

    private static IEnumerable<DimensionValue> Ages(Constants constants)
    {
        var points = Milliseconds(constants).Where(point => point > 0).SelectMany(point => new[] { point, point + 1 }).Append(0).Distinct().Order().ToList();
        for (var i = 0; i < points.Count; i++)
        {
            var from = TimeSpan.FromMilliseconds(points[i]);
            TimeSpan? to = i + 1 < points.Count ? TimeSpan.FromMilliseconds(points[i + 1]) : null;
            var words = (i, to) switch
            {
                (_, null) => $"with a second factor older than {Age(from)}",
                (0, { } end) => $"with a second factor younger than {Age(end)}",
                ({ }, { } end) when end - from <= TimeSpan.FromMilliseconds(1) => $"with a second factor of exactly {Age(from)}",
                (_, { } end) => $"with a second factor of {Age(from)} to {Age(end)}",
            };
            yield return new DimensionValue(
                words,
                c => c with { Mfa = new MfaEvidence(from, c.Mfa?.Method ?? "totp") },
                c => c.Mfa is { } mfa && mfa.Age >= from && (to is null || mfa.Age < to));
        }
    }

    private static string Age(TimeSpan age) => Quantity.Duration(TimeSpan.FromSeconds(Math.Floor(age.TotalSeconds)));

    private static IEnumerable<long> Milliseconds(Constants constants)
    {
        var lengths = constants.Of<DurationValue>().Select(length => length.Milliseconds);
        return constants.IsComputed ? lengths.Concat(Computed(constants)) : lengths;
    }

    /// <summary>Lengths that a whole number may stand for when a length was taken apart into units.</summary>
    public static IEnumerable<long> Computed(Constants constants) =>
        from number in constants.Of<LongValue>()
        where number.Value is >= 0 and < 1_000_000
        from unit in UnitMilliseconds
        from next in NoYes
        select (number.Value + (next ? 1 : 0)) * unit;

    private static IEnumerable<DimensionValue> Networks(Constants constants) =>
        Subsets([.. constants.Texts]).Select(names => new DimensionValue(
            names.Count == 0 ? "from no named network" : $"from {string.Join(" and ", names)}",
            c => c with { Networks = names },
            c => c.Networks.Where(name => constants.Texts.Contains(name, StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal).SetEquals(names)));

    private static IEnumerable<DimensionValue> Countries(Constants constants) =>
        Texts("from country", constants, [], country => c => c with { Country = country }, c => c.Country, "of another name")
            .Prepend(new DimensionValue("from no known country", c => c with { Country = null }, c => c.Country is null));

    private static IEnumerable<DimensionValue> Approvals(Constants constants)
    {
        yield return new DimensionValue("without consent", c => c with { Approval = null }, c => c.Approval is null || c.Now >= c.Approval.Until);
        var people = constants.Of<EntityUid>().Where(uid => uid.Type == EntityTypes.User).Select(uid => uid.Id).Order(StringComparer.Ordinal).ToList();
        foreach (var names in Subsets(people))
        {
            yield return new DimensionValue(
                names.Count == 0 ? "with consent" : $"with the consent of {string.Join(" and ", names)}",
                c => c with { Approval = new ApprovalEvidence([.. names], Always) },
                c => c.Approval is { } approval && c.Now < approval.Until
                    && approval.By.Where(people.Contains).ToHashSet(StringComparer.Ordinal).SetEquals(names));
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Subsets(List<string> names)
    {
        if (names.Count > MaxSubsets)
        {
            return names.Select(name => (IReadOnlyList<string>)[name]).Prepend([]).Append(names);
        }

        return Enumerable.Range(0, 1 << names.Count).Select(bits => (IReadOnlyList<string>)[.. names.Where((_, i) => (bits & (1 << i)) != 0)]);
    }

    private static IEnumerable<DimensionValue> Ports(Constants constants)
    {
        yield return new DimensionValue("without a port", c => c with { Port = null }, c => c.Port is null);
        var points = constants.Of<LongValue>().Select(port => port.Value).Where(port => port is > 0 and <= ushort.MaxValue)
            .SelectMany(port => new[] { port, port + 1 }).Append(0).Distinct().Order().Select(port => (int)port).ToList();
        for (var i = 0; i < points.Count; i++)
        {
            var from = points[i];
            var to = i + 1 < points.Count ? points[i + 1] : int.MaxValue;
            var words = to == from + 1
                ? string.Create(CultureInfo.InvariantCulture, $"with port {from}")
                : string.Create(CultureInfo.InvariantCulture, $"with ports {from}-{Math.Min(to - 1, ushort.MaxValue)}");
            yield return new DimensionValue(words, c => c with { Port = from }, c => c.Port >= from && c.Port < to);
        }
    }

    private static IEnumerable<DimensionValue> Tickets(Constants constants) =>
        Texts("with ticket", constants, [], ticket => c => c with { Ticket = ticket }, c => c.Ticket, "of another kind")
            .Prepend(new DimensionValue("without a ticket", c => c with { Ticket = null }, c => c.Ticket is null));
}
