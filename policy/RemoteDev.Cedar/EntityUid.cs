using System.Diagnostics.CodeAnalysis;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>The name of an entity, such as <c>RemoteDev::User::"alice"</c>; itself a Cedar value.</summary>
public sealed class EntityUid : Value, IEquatable<EntityUid>
{
    /// <summary>Names an entity.</summary>
    /// <param name="type">The type with its namespace, such as <c>RemoteDev::User</c>.</param>
    /// <param name="id">The id within the type; any text, also empty.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is not a Cedar type name.</exception>
    public EntityUid(string type, string id)
        : this(type, id, EntityTypeName.IsValid(type))
    {
    }

    private EntityUid(string type, string id, bool isTypeValid)
        : base(ValueKind.Entity, HashCode.Combine(string.GetHashCode(type, StringComparison.Ordinal), string.GetHashCode(id, StringComparison.Ordinal)))
    {
        if (!isTypeValid)
        {
            throw new ArgumentException($"`{type}` is not the name of an entity type", nameof(type));
        }

        Type = type;
        Id = id;
    }

    /// <summary>The type with its namespace.</summary>
    public string Type { get; }

    /// <summary>The id within the type.</summary>
    public string Id { get; }

    /// <summary>Names an entity when <paramref name="type"/> is a Cedar type name.</summary>
    public static bool TryCreate(string type, string id, [NotNullWhen(true)] out EntityUid? uid)
    {
        uid = EntityTypeName.IsValid(type) ? new EntityUid(type, id, isTypeValid: true) : null;
        return uid is not null;
    }

    /// <inheritdoc/>
    public override bool Equals(Value? other) => other is EntityUid uid && Equals(uid);

    /// <inheritdoc/>
    public bool Equals(EntityUid? other) =>
        ReferenceEquals(this, other)
        || other is not null && other.Scalar == Scalar && other.Id == Id && other.Type == Type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EntityUid uid && Equals(uid);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Scalar;

    /// <inheritdoc/>
    public override string ToString() => $"{Type}::{StringValue.Quote(Id)}";

    /// <summary>For the parser, which has read <paramref name="type"/> token by token.</summary>
    internal static EntityUid OfParsedType(string type, string id) => new(type, id, isTypeValid: true);
}
