using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Surveying;

/// <summary>
/// What some policies read of a request. Two requests that agree in all of it get the same answer, which is what makes grouping exact.
/// </summary>
internal sealed class Mentions
{
    /// <summary>Every entity named; people, actions and resources matter by which of these they are or are in.</summary>
    public HashSet<EntityUid> Entities { get; } = [];

    /// <summary>Parts of the request that a condition compares as a whole with something that is no constant.</summary>
    public HashSet<RequestVariable> Wholes { get; } = [];

    /// <summary>Attributes of the person other than attestations.</summary>
    public HashSet<string> PersonAttributes { get; } = new(StringComparer.Ordinal);

    /// <summary>Attestations that are read.</summary>
    public HashSet<string> Attestations { get; } = new(StringComparer.Ordinal);

    /// <summary>Attestations of which more is read than whether they are on file and still hold now.</summary>
    public HashSet<string> ExactAttestations { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the set of open windows is read other than by asking for windows by name.</summary>
    public bool AllWindows { get; private set; }

    /// <summary>Attributes of the context, as <c>mfa.age</c>, and the constants they meet.</summary>
    public Dictionary<string, Constants> Context { get; } = new(StringComparer.Ordinal);

    /// <summary>Constants that meet a branch's name.</summary>
    public Constants BranchNames { get; } = new();

    /// <summary>Conditions that compute with the circumstances: not every value can be told apart, so it is said which.</summary>
    public HashSet<string> Computed { get; } = new(StringComparer.Ordinal);

    /// <summary>What the policies read.</summary>
    public static Mentions Of(IEnumerable<CedarPolicy> policies)
    {
        var mentions = new Mentions();
        foreach (var policy in policies)
        {
            foreach (var entity in policy.References.Entities)
            {
                mentions.Entities.Add(entity.Uid);
            }

            foreach (var condition in policy.Conditions)
            {
                new MentionReader(mentions, policy).Read(condition.Body);
            }
        }

        return mentions;
    }

    /// <summary>Takes what another reads in.</summary>
    public void Add(Mentions other)
    {
        Entities.UnionWith(other.Entities);
        Wholes.UnionWith(other.Wholes);
        PersonAttributes.UnionWith(other.PersonAttributes);
        Attestations.UnionWith(other.Attestations);
        ExactAttestations.UnionWith(other.ExactAttestations);
        AllWindows |= other.AllWindows;
        BranchNames.Add(other.BranchNames);
        Computed.UnionWith(other.Computed);
        foreach (var (path, constants) in other.Context)
        {
            Met(path).Add(constants);
        }
    }

    /// <summary>The constants that an attribute of the context meets; reading it is noted.</summary>
    public Constants Met(string path)
    {
        if (!Context.TryGetValue(path, out var constants))
        {
            Context[path] = constants = new Constants();
        }

        return constants;
    }

    /// <summary>Notes that any window may matter.</summary>
    public void ReadAllWindows() => AllWindows = true;

    /// <summary>Whether the window matters.</summary>
    public bool Reads(string window) => AllWindows || Entities.Contains(Uids.Window(window));
}
