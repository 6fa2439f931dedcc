namespace RemoteDev.Cedar.Schema;

/// <summary>What a schema says of one attribute.</summary>
/// <param name="Type">The type of its value.</param>
/// <param name="IsRequired">Whether every record of the type has it.</param>
internal sealed record AttributeType(CedarType Type, bool IsRequired);
