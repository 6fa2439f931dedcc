namespace RemoteDev.Cedar.Tests.Package;

/// <summary>Files that the build puts into this assembly.</summary>
internal static class PackageFile
{
    public static string Read(string name)
    {
        using var stream = typeof(PackageFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
