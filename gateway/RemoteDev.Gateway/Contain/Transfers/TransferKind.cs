namespace RemoteDev.Gateway.Contain.Transfers;

/// <summary>What a request about files does, in the product's words.</summary>
internal enum TransferKind
{
    /// <summary>Nothing that is known here; always refused.</summary>
    Unknown = 0,

    /// <summary>A file's content leaves the environment.</summary>
    ReadFile,

    /// <summary>A file's content is brought in.</summary>
    WriteFile,

    /// <summary>The names in a folder are read.</summary>
    ListFolder,

    /// <summary>Attributes, real names, free space or limits are read.</summary>
    Look,

    /// <summary>Size, times, owner or mode are changed.</summary>
    ChangeAttributes,

    /// <summary>A file is removed.</summary>
    RemoveFile,

    /// <summary>A folder is removed.</summary>
    RemoveFolder,

    /// <summary>A folder is made.</summary>
    MakeFolder,

    /// <summary>A file or folder gets another name.</summary>
    Rename,

    /// <summary>A hard or symbolic link is made.</summary>
    Link,

    /// <summary>Content is copied from one file to another, all inside.</summary>
    CopyInside,
}
