namespace RemoteDev.Gateway.Contain.Transfers.Exec;

/// <summary>
/// What a command line of an <c>exec</c> request is. All but the first two are narrow: the channel then speaks one protocol, which is read
/// here or known, and a permission for just that is enough.
/// </summary>
internal enum ExecKind
{
    /// <summary>No command line at all: empty, too long, or not text. Refused.</summary>
    Unknown = 0,

    /// <summary>
    /// A command. It may do anything, and move files in both directions (<c>tar</c>, <c>cat</c>, <c>base64</c>): the permission to run
    /// commands has to be understood as the permission to transfer as well. Whatever is not surely something narrower is this.
    /// </summary>
    Command,

    /// <summary>A shell that reads commands from the channel, as VS Code's Remote-SSH begins. It may do all that a command may.</summary>
    ShellOnInput,

    /// <summary>SFTP, without the name of the subsystem (GHSA-c9v7-wmwj-vf6x). It is read as SFTP.</summary>
    Sftp,

    /// <summary>scp in its old protocol; the environment sends.</summary>
    ScpOut,

    /// <summary>scp in its old protocol; the environment receives.</summary>
    ScpIn,

    /// <summary>rsync; the environment sends.</summary>
    RsyncOut,

    /// <summary>rsync; the environment receives. Checksums of what is there go out.</summary>
    RsyncIn,

    /// <summary>git fetch or clone.</summary>
    GitUploadPack,

    /// <summary>git push.</summary>
    GitReceivePack,

    /// <summary>git archive --remote.</summary>
    GitUploadArchive,

    /// <summary>git-lfs asks for a token to fetch large files, or fetches them.</summary>
    GitLfsDownload,

    /// <summary>git-lfs asks for a token to store large files, or stores them.</summary>
    GitLfsUpload,
}
