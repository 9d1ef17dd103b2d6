/** Writes a form as it is sent, with the boundary that its content type names. */
export async function formBody(form: FormData): Promise<{ readonly content: Blob; readonly type: string | undefined }> {
  const response = new Response(form);
  const type = response.headers.get('content-type') ?? undefined;
  return { content: new Blob([await response.arrayBuffer()]), type };
}
