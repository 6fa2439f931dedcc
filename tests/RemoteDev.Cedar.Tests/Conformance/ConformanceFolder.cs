using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace RemoteDev.Cedar.Tests.Conformance;

/// <summary>The files of the corpus, from the folder and from the archive inside it, by their path in the corpus.</summary>
internal static class ConformanceFolder
{
    public const string Variable = "CEDAR_CONFORMANCE";

    public static string? Root => Environment.GetEnvironmentVariable(Variable);

    public static Dictionary<string, string> ReadFolder()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in (string[])["tests", "sample-data"])
        {
            foreach (var path in Directory.EnumerateFiles(Path.Combine(Root!, folder), "*", SearchOption.AllDirectories))
            {
                files[Path.GetRelativePath(Root!, path).Replace('\\', '/')] = File.ReadAllText(path);
            }
        }

        return files;
    }

    public static Dictionary<string, string> ReadArchive()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        using var compressed = File.OpenRead(Path.Combine(Root!, "corpus-tests.tar.gz"));
        using var plain = new GZipStream(compressed, CompressionMode.Decompress);
        using var archive = new TarReader(plain);
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not null)
            {
                using var reader = new StreamReader(entry.DataStream, Encoding.UTF8);
                files[entry.Name] = reader.ReadToEnd();
            }
        }

        return files;
    }
}
