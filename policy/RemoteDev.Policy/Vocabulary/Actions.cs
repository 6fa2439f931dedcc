using System.Collections.Frozen;
using System.Collections.Immutable;
using RemoteDev.Cedar;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>Everything that can be asked of the gateway. Every way out is an action.</summary>
public static class Actions
{
    private static readonly ImmutableArray<string> OnEnvironment = [EntityTypes.Environment];
    private static readonly ImmutableArray<string> OnRepository = [EntityTypes.Repository];
    private static readonly ImmutableArray<string> OnBranch = [EntityTypes.Branch];
    private static readonly ImmutableArray<string> OnGateway = [EntityTypes.Gateway];
    private static readonly ImmutableArray<string> OnScope = [EntityTypes.Gateway, EntityTypes.Project, EntityTypes.Environment];

    private static readonly List<ActionDefinition> Defined = [];

    /// <summary>The group of the ways in: browse, openTerminal, openDesktop.</summary>
    public static EntityUid Connect { get; } = Name("connect");

    /// <summary>The group of the ways out.</summary>
    public static EntityUid TakeOut { get; } = Name("takeOut");

    /// <summary>The group of the ways to bring something in.</summary>
    public static EntityUid BringIn { get; } = Name("bringIn");

    /// <summary>The group of administration.</summary>
    public static EntityUid Administer { get; } = Name("administer");

    /// <summary>Use an environment with a browser.</summary>
    public static EntityUid Browse { get; } = Define("browse", Connect, OnEnvironment, "open");

    /// <summary>Open a terminal.</summary>
    public static EntityUid OpenTerminal { get; } = Define("openTerminal", Connect, OnEnvironment, "open a terminal on");

    /// <summary>Open a remote desktop.</summary>
    public static EntityUid OpenDesktop { get; } = Define("openDesktop", Connect, OnEnvironment, "open the desktop of");

    /// <summary>Download a file with a browser.</summary>
    public static EntityUid Download { get; } = Define("download", TakeOut, OnEnvironment, "download from");

    /// <summary>Read files over SFTP or scp.</summary>
    public static EntityUid SftpRead { get; } = Define("sftpRead", TakeOut, OnEnvironment, "copy files from");

    /// <summary>Copy from an environment's clipboard.</summary>
    public static EntityUid CopyOut { get; } = Define("copyOut", TakeOut, OnEnvironment, "copy text out of");

    /// <summary>Forward a port out of an environment.</summary>
    public static EntityUid ForwardPort { get; } = Define("forwardPort", TakeOut, OnEnvironment, "forward a port of");

    /// <summary>Fetch or clone.</summary>
    public static EntityUid GitFetch { get; } = Define("gitFetch", TakeOut, OnRepository, "fetch from");

    /// <summary>Upload a file with a browser.</summary>
    public static EntityUid Upload { get; } = Define("upload", BringIn, OnEnvironment, "upload to");

    /// <summary>Write files over SFTP or scp.</summary>
    public static EntityUid SftpWrite { get; } = Define("sftpWrite", BringIn, OnEnvironment, "copy files to");

    /// <summary>Paste into an environment.</summary>
    public static EntityUid CopyIn { get; } = Define("copyIn", BringIn, OnEnvironment, "paste into");

    /// <summary>Push; asked of the repository before it begins and then of each branch.</summary>
    public static EntityUid GitPush { get; } = Define("gitPush", BringIn, [EntityTypes.Repository, EntityTypes.Branch], "push to");

    /// <summary>Rewrite a branch.</summary>
    public static EntityUid GitForcePush { get; } = Define("gitForcePush", null, OnBranch, "rewrite");

    /// <summary>Delete a branch.</summary>
    public static EntityUid GitDeleteBranch { get; } = Define("gitDeleteBranch", null, OnBranch, "delete");

    /// <summary>Create, move or delete a tag.</summary>
    public static EntityUid GitTag { get; } = Define("gitTag", null, OnRepository, "tag");

    /// <summary>Run one command over SSH.</summary>
    public static EntityUid RunCommand { get; } = Define("runCommand", null, OnEnvironment, "run a command on");

    /// <summary>Lend the own SSH agent to an environment.</summary>
    public static EntityUid ForwardAgent { get; } = Define("forwardAgent", null, OnEnvironment, "forward an SSH agent to");

    /// <summary>Show windows of an environment on the own screen.</summary>
    public static EntityUid ForwardX11 { get; } = Define("forwardX11", null, OnEnvironment, "forward X11 from");

    /// <summary>Let an environment reach a port of the own machine.</summary>
    public static EntityUid ReverseForward { get; } = Define("reverseForward", null, OnEnvironment, "forward a port back from");

    /// <summary>Create, change and suspend people.</summary>
    public static EntityUid ManagePeople { get; } = Define("managePeople", Administer, OnGateway, "manage the people of");

    /// <summary>Change vendors, projects, environments, repositories and windows.</summary>
    public static EntityUid ManageCatalog { get; } = Define("manageCatalog", Administer, OnGateway, "manage the catalogue of");

    /// <summary>Write policy.</summary>
    public static EntityUid EditPolicy { get; } = Define("editPolicy", Administer, OnGateway, "edit the policy of");

    /// <summary>Consent to someone else's policy.</summary>
    public static EntityUid ApprovePolicy { get; } = Define("approvePolicy", Administer, OnGateway, "approve policy of");

    /// <summary>Consent to someone else's access.</summary>
    public static EntityUid ApproveAccess { get; } = Define("approveAccess", Administer, OnScope, "approve access to");

    /// <summary>See sessions and recordings.</summary>
    public static EntityUid WatchSession { get; } = Define("watchSession", Administer, OnScope, "watch sessions of");

    /// <summary>End someone's session.</summary>
    public static EntityUid EndSession { get; } = Define("endSession", Administer, OnScope, "end sessions of");

    /// <summary>Read the trace.</summary>
    public static EntityUid ReadTrace { get; } = Define("readTrace", Administer, OnGateway, "read the trace of");

    /// <summary>Export evidence.</summary>
    public static EntityUid ExportEvidence { get; } = Define("exportEvidence", Administer, OnGateway, "export evidence from");

    /// <summary>Switch a person or a vendor off.</summary>
    public static EntityUid Offboard { get; } = Define("offboard", Administer, OnGateway, "offboard people from");

    /// <summary>Every action that can be asked, without the groups, in the order of the schema.</summary>
    public static IReadOnlyList<ActionDefinition> All => Defined;

    /// <summary>The groups.</summary>
    public static IReadOnlyList<EntityUid> Groups { get; } = [Connect, TakeOut, BringIn, Administer];

    private static FrozenDictionary<string, ActionDefinition> ByName { get; } =
        Defined.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>The action of that name, <c>openTerminal</c>; null for a group and for anything else.</summary>
    public static ActionDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    private static EntityUid Name(string name) => new(EntityTypes.Action, name);

    private static EntityUid Define(string name, EntityUid? group, ImmutableArray<string> resourceTypes, string words)
    {
        var uid = Name(name);
        Defined.Add(new ActionDefinition(uid, group, resourceTypes, words));
        return uid;
    }
}
