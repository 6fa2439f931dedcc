using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>Writes YAML that <see cref="YamlTreeReader"/> reads back as the same texts, in the order it is told.</summary>
internal sealed class YamlWriter : IDisposable
{
    private readonly StringWriter _text = new() { NewLine = "\n" };
    private readonly Emitter _emitter;

    public YamlWriter()
    {
        // Without a width the emitter folds long lines, which reads back the same but makes diffs of one word whole paragraphs.
        _emitter = new Emitter(_text, new EmitterSettings().WithBestWidth(int.MaxValue).WithIndentedSequences().WithNewLine("\n"));
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart(null, null, isImplicit: true));
    }

    /// <summary>A list of mappings under a key; nothing at all when it is empty.</summary>
    public void List<T>(string key, IEnumerable<T> items, Action<T> write)
    {
        var all = items.ToArray();
        if (all.Length == 0)
        {
            return;
        }

        Scalar(key);
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var item in all)
        {
            Map(() => write(item));
        }

        _emitter.Emit(new SequenceEnd());
    }

    /// <summary>A list of texts in one line; nothing when it is empty.</summary>
    public void Texts(string key, IReadOnlyCollection<string> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        Scalar(key);
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Flow));
        foreach (var item in items)
        {
            Scalar(item);
        }

        _emitter.Emit(new SequenceEnd());
    }

    /// <summary>A field; nothing when the value is null.</summary>
    public void Field(string key, string? value)
    {
        if (value is not null)
        {
            Scalar(key);
            Scalar(value);
        }
    }

    /// <summary>A mapping under a key.</summary>
    public void Map(string key, Action write)
    {
        Scalar(key);
        Map(write);
    }

    public void Map(Action write)
    {
        _emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        write();
        _emitter.Emit(new MappingEnd());
    }

    public string Finish()
    {
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
        return _text.ToString();
    }

    public void Dispose() => _text.Dispose();

    // What would read as nothing must be quoted; the emitter quotes what would not read as a text by itself.
    private void Scalar(string value) =>
        _emitter.Emit(new Scalar(
            AnchorName.Empty, TagName.Empty, value, value is "" or "~" or "null" ? ScalarStyle.DoubleQuoted : ScalarStyle.Any, isPlainImplicit: true, isQuotedImplicit: true));
}
