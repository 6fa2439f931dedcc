using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>People's passkeys.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122160000_CreatePasskeys")]
internal sealed class CreatePasskeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "identify_passkeys",
            table => new
            {
                id = table.Column<string>(maxLength: ColumnLength.Hash),
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                name = table.Column<string>(maxLength: ColumnLength.KeyName),
                credential_id = table.Column<byte[]>(maxLength: ColumnLength.CredentialId),
                public_key = table.Column<byte[]>(maxLength: ColumnLength.CoseKey),
                sign_count = table.Column<long>(),
                transports = table.Column<string>(maxLength: ColumnLength.Transports),
                backup_eligible = table.Column<bool>(),
                backed_up = table.Column<bool>(),
                added_at = table.Column<long>(),
                used_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_identify_passkeys", row => row.id));
        migrationBuilder.CreateIndex("IX_identify_passkeys_login", "identify_passkeys", "login");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("identify_passkeys");
}
