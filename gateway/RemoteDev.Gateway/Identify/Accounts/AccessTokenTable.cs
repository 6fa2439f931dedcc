using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>How <see cref="AccessTokenRow"/> lies in the database.</summary>
internal static class AccessTokenTable
{
    public const string Name = "identify_access_tokens";

    public static void Describe(EntityTypeBuilder<AccessTokenRow> token)
    {
        token.ToTable(Name).HasKey(row => row.Id);
        token.HasIndex(row => row.Hash).IsUnique();
        token.HasIndex(row => new { row.Holder, row.Name }).IsUnique();
        token.Property(row => row.Id).HasColumnName("id").HasMaxLength(ColumnLength.TokenId);
        token.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(ColumnLength.Hash);
        token.Property(row => row.Holder).HasColumnName("holder").HasMaxLength(Limits.Actor);
        token.Property(row => row.Name).HasColumnName("name").HasMaxLength(ColumnLength.KeyName);
        token.Property(row => row.Actions).HasColumnName("actions").HasMaxLength(ColumnLength.TokenActions);
        token.Property(row => row.Project).HasColumnName("project").HasMaxLength(TokenScope.MaxName);
        token.Property(row => row.Repository).HasColumnName("repository").HasMaxLength(TokenScope.MaxName);
        token.Property(row => row.Window).HasColumnName("window_name").HasMaxLength(TokenScope.MaxName);
        Moment(token.Property(row => row.MadeAt), "made_at");
        token.Property(row => row.MadeBy).HasColumnName("made_by").HasMaxLength(Limits.Actor);
        token.Property(row => row.MadeIn).HasColumnName("made_in").HasMaxLength(ColumnLength.TokenId);
        token.Property(row => row.MadeFrom).HasColumnName("made_from").HasMaxLength(ColumnLength.Address);
        token.Property(row => row.FactorMethod).HasColumnName("factor_method").HasMaxLength(Limits.Word);
        MomentOrNever(token.Property(row => row.FactorAt), "factor_at");
        token.Property(row => row.Provider).HasColumnName("provider").HasMaxLength(Limits.Name);
        token.Property(row => row.Subject).HasColumnName("subject").HasMaxLength(ColumnLength.Subject);
        Moment(token.Property(row => row.ExpiresAt), "expires_at");
        MomentOrNever(token.Property(row => row.UsedAt), "used_at");
        token.Property(row => row.UsedFrom).HasColumnName("used_from").HasMaxLength(ColumnLength.Address);
    }

    private static void Moment(PropertyBuilder<DateTimeOffset> moment, string column) =>
        moment.HasColumnName(column).HasConversion(at => at.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

    private static void MomentOrNever(PropertyBuilder<DateTimeOffset?> moment, string column) =>
        moment.HasColumnName(column).HasConversion(at => at!.Value.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}
