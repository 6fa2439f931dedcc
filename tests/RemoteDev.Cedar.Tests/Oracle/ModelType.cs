namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>A type as the generator sees it. <see cref="Key"/> tells whether two are the same.</summary>
internal abstract record ModelType(string Key)
{
    public static readonly ModelType Bool = new Plain("Bool");
    public static readonly ModelType Long = new Plain("Long");
    public static readonly ModelType Text = new Plain("String");
    public static readonly ModelType Ip = new Extension("ipaddr");
    public static readonly ModelType Decimal = new Extension("decimal");
    public static readonly ModelType Datetime = new Extension("datetime");
    public static readonly ModelType Duration = new Extension("duration");

    /// <summary>The type behind common names.</summary>
    public ModelType Resolved => this is Common common ? common.Type.Resolved : this;

    internal sealed record Plain(string Name) : ModelType(Name);

    internal sealed record Extension(string Name) : ModelType(Name);

    internal sealed record Entity(string Name) : ModelType("entity " + Name);

    internal sealed record Set(ModelType Element) : ModelType("Set<" + Element.Key + ">");

    internal sealed record Record(IReadOnlyList<ModelField> Fields)
        : ModelType("{" + string.Join(",", Fields.Select(field => field.Name + (field.IsRequired ? ":" : "?:") + field.Type.Key)) + "}");

    /// <summary>A type under a name of its own.</summary>
    internal sealed record Common(string Name, ModelType Type) : ModelType(Type.Key);
}
