using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>The keys of data protection, which were files of one gateway.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122200000_CreateProtectionKeys")]
internal sealed class CreateProtectionKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "identify_protection_keys",
            table => new
            {
                name = table.Column<string>(maxLength: ColumnLength.ProtectionKeyName),
                xml = table.Column<string>(maxLength: ColumnLength.ProtectionKey),
                created_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_protection_keys", row => row.name));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("identify_protection_keys");
}
