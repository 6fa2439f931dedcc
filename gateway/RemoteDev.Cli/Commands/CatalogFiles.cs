using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary>The files an apply sends: those named, and of a folder those the gateway can read.</summary>
internal static class CatalogFiles
{
    private const int MaxFiles = 200;
    private const long MaxFile = 1024 * 1024;

    private static readonly string[] Endings = [".yaml", ".yml", ".cedar"];

    /// <summary>The files in a stable order; folders are read one level deep, without hidden files.</summary>
    /// <exception cref="IOException">A path is missing, or too much; the message says which and what to do.</exception>
    public static async Task<IReadOnlyList<FileText>> ReadAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = paths.SelectMany(Expand).Distinct(StringComparer.Ordinal).ToArray();
        if (files.Length > MaxFiles)
        {
            throw new IOException($"There are {files.Length} files; at most {MaxFiles} are applied at once.");
        }

        var read = new List<FileText>(files.Length);
        foreach (var file in files)
        {
            if (new FileInfo(file).Length > MaxFile)
            {
                throw new IOException($"{file} is larger than {MaxFile} bytes, which no catalogue file is.");
            }

            read.Add(new FileText(file, await File.ReadAllTextAsync(file, cancellationToken)));
        }

        return read;
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new FileNotFoundException($"{path} does not exist.");
        }

        var files = Directory.EnumerateFiles(path)
            .Where(file => !Path.GetFileName(file).StartsWith('.') && Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0 ? files : throw new FileNotFoundException($"{path} holds no .yaml and no .cedar file.");
    }
}
