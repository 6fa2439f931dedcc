using System.Collections.Immutable;
using RemoteDev.Cedar;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>One thing that can be done.</summary>
/// <param name="Uid">Its name in Cedar.</param>
/// <param name="Group">The group it belongs to, if any.</param>
/// <param name="ResourceTypes">The types of resource it is done to.</param>
/// <param name="Words">What it is, to a person: <c>open a terminal on</c>, followed by the resource.</param>
public sealed record ActionDefinition(EntityUid Uid, EntityUid? Group, ImmutableArray<string> ResourceTypes, string Words)
{
    /// <summary>The last part of the name: <c>openTerminal</c>.</summary>
    public string Name => Uid.Id;

    /// <summary>Whether service accounts can ask for it too: git, and nothing else.</summary>
    public bool IsForServices => ResourceTypes.All(type => type is EntityTypes.Repository or EntityTypes.Branch);
}
