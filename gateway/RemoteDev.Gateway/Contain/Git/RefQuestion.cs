using RemoteDev.Cedar;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>What policy is asked about one ref of a push.</summary>
internal readonly record struct RefQuestion(EntityUid Action, EntityUid Resource)
{
    /// <summary>
    /// The question for a change, or null for a ref that is neither branch nor tag: such refs (notes, replacements, a server's own
    /// namespaces) change what others see in ways no action names, so they are refused.
    /// </summary>
    public static RefQuestion? Of(RefChange change, string repository) => change switch
    {
        { Branch: { } branch, Kind: RefChangeKind.Delete } => new(Actions.GitDeleteBranch, Uids.Branch(repository, branch)),
        { Branch: { } branch } => new(Actions.GitPush, Uids.Branch(repository, branch)),
        { Tag: not null } => new(Actions.GitTag, Uids.Repository(repository)),
        _ => null,
    };
}
